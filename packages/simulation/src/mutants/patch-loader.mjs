const root = new URL("../../../../", import.meta.url);

/** @type {{ file: string, find: string, replace: string }[]} */
const patches = JSON.parse(process.env.MUTANT_PATCHES ?? "[]");

/** Replaces exact text of named files as they are loaded, and fails where a text does not stand exactly once. */
export async function load(url, context, nextLoad) {
	const loaded = await nextLoad(url, context);
	const [path] = url.split("?");
	const own = patches.filter(({ file }) => new URL(file, root).href === path);
	if (own.length === 0) return loaded;
	const source = own.reduce(patched, String(loaded.source));
	return { ...loaded, source: `${source}\n${markOf(own[0].file)}\n` };
}

function patched(source, { file, find, replace }) {
	const found = source.split(find).length - 1;
	if (found !== 1)
		throw new TypeError(`${file} holds this ${found} times: ${find}`);
	return source.replace(find, () => replace);
}

/** Says in the patched program that it is patched, so that a bug which never came in is noticed. */
function markOf(file) {
	const known = `Reflect.get(globalThis, "patchedFiles") ?? []`;
	return `;Reflect.set(globalThis, "patchedFiles", [...(${known}), ${JSON.stringify(file)}]);`;
}
