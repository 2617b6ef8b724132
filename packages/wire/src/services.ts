import type { DescService } from "@bufbuild/protobuf";
import { ConfigService } from "./generated/api/config_pb.js";
import { OrgService } from "./generated/api/org_pb.js";
import { ProjectService } from "./generated/api/project_pb.js";
import { UserService } from "./generated/api/user_pb.js";

/** The services of package `api`, with their calls, messages and routes as descriptors. */
export const services: readonly DescService[] = [
	OrgService,
	ProjectService,
	UserService,
	ConfigService,
];
