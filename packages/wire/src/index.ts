export {
	AuditSchema,
	RefEntitySchema,
	SuggestionInfoSchema,
} from "./generated/api/common_pb.js";
export {
	ConfigService,
	GetConfigsResponseSchema,
	RoleSchema,
} from "./generated/api/config_pb.js";
export {
	CreateOrgRequestSchema,
	ListOrgsResponseSchema,
	ListOrgUsersResponseSchema,
	ListUsageSummariesResponseSchema,
	OrgSchema,
	OrgService,
	OrgUserSchema,
} from "./generated/api/org_pb.js";
export {
	CreateProjectRequestSchema,
	ListOrgProjectsResponseSchema,
	ListProjectUsersResponseSchema,
	ListUserProjectsResponseSchema,
	ProjectSchema,
	ProjectService,
	ProjectUserSchema,
} from "./generated/api/project_pb.js";
export {
	CreateUserRequestSchema,
	ListCustomTokensResponseSchema,
	TokenResponseSchema,
	UserSchema,
	UserService,
} from "./generated/api/user_pb.js";
export { http } from "./generated/google/api/annotations_pb.js";
export {
	DebugInfoSchema,
	ErrorInfoSchema,
	RetryInfoSchema,
} from "./generated/google/rpc/error_details_pb.js";
export { StatusSchema } from "./generated/google/rpc/status_pb.js";
export {
	Health,
	HealthCheckRequestSchema,
	HealthCheckResponse_ServingStatus,
	HealthCheckResponseSchema,
} from "./generated/grpc/health/v1/health_pb.js";
export {
	ServerReflection,
	type ServerReflectionRequest,
	ServerReflectionRequestSchema,
	type ServerReflectionResponse,
	ServerReflectionResponseSchema,
} from "./generated/grpc/reflection/v1/reflection_pb.js";
export { services } from "./services.js";
