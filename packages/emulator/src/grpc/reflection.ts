import {
	create,
	createRegistry,
	type DescExtension,
	type DescFile,
	type MessageInitShape,
	toBinary,
} from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import {
	ErrorInfoSchema,
	Health,
	ServerReflection,
	type ServerReflectionRequest,
	type ServerReflectionResponse,
	ServerReflectionResponseSchema,
	StatusSchema,
	services,
} from "@engine-offline/wire";

const served = [...services, Health, ServerReflection];

/** What refusals carry too: a tool that shows details asks for it. */
const files = withDependencies([
	...served.map(({ file }) => file),
	StatusSchema.file,
	ErrorInfoSchema.file,
]);
const fileByName = new Map(files.map((file) => [file.proto.name, file]));
const registry = createRegistry(...files);

type Answer = NonNullable<
	MessageInitShape<typeof ServerReflectionResponseSchema>["messageResponse"]
>;

/** Answers one question of a tool that looks around. */
export function reflect(
	request: ServerReflectionRequest,
): ServerReflectionResponse {
	const messageResponse = answerTo(request.messageRequest);
	return create(ServerReflectionResponseSchema, {
		validHost: request.host,
		originalRequest: request,
		messageResponse,
	});
}

function answerTo(asked: ServerReflectionRequest["messageRequest"]): Answer {
	switch (asked.case) {
		case "listServices":
			return {
				case: "listServicesResponse",
				value: { service: served.map(({ typeName: name }) => ({ name })) },
			};
		case "fileByFilename":
			return fileAnswer(fileByName.get(asked.value), asked.value);
		case "fileContainingSymbol":
			return fileAnswer(fileOfSymbol(asked.value), asked.value);
		case "fileContainingExtension": {
			const { containingType, extensionNumber } = asked.value;
			const found = extensionsOf(containingType).find(
				({ number }) => number === extensionNumber,
			);
			return fileAnswer(found?.file, containingType);
		}
		case "allExtensionNumbersOfType":
			return extensionNumbers(asked.value);
		case undefined:
			return failure(3, "Nothing was asked.");
	}
}

/** With everything it imports, so that a tool need not ask again. */
function fileAnswer(file: DescFile | undefined, name: string): Answer {
	if (file === undefined) return failure(5, `There is no ${name}.`);
	const fileDescriptorProto = withDependencies([file]).map(({ proto }) =>
		toBinary(FileDescriptorProtoSchema, proto),
	);
	return { case: "fileDescriptorResponse", value: { fileDescriptorProto } };
}

/** A type, a service, or a member of one. */
function fileOfSymbol(symbol: string): DescFile | undefined {
	const owner = symbol.replace(/\.[^.]*$/, "");
	return (registry.get(symbol) ?? registry.get(owner))?.file;
}

function extensionNumbers(baseTypeName: string): Answer {
	if (registry.getMessage(baseTypeName) === undefined)
		return failure(5, `There is no ${baseTypeName}.`);
	const extensionNumber = extensionsOf(baseTypeName).map(
		({ number }) => number,
	);
	return {
		case: "allExtensionNumbersResponse",
		value: { baseTypeName, extensionNumber },
	};
}

function extensionsOf(typeName: string): readonly DescExtension[] {
	return [...registry].flatMap((type) =>
		type.kind === "extension" && type.extendee.typeName === typeName
			? [type]
			: [],
	);
}

function failure(errorCode: number, errorMessage: string): Answer {
	return { case: "errorResponse", value: { errorCode, errorMessage } };
}

/** Each file once, after those it imports. */
function withDependencies(roots: readonly DescFile[]): DescFile[] {
	const found = new Set<DescFile>();
	const add = (file: DescFile) => {
		for (const imported of file.dependencies) add(imported);
		found.add(file);
	};
	for (const root of roots) add(root);
	return [...found];
}
