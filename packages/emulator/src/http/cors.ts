/** Any page may call the emulator: it holds nothing worth guarding. */
export const corsHeaders: Readonly<Record<string, string>> = {
	"access-control-allow-origin": "*",
	"access-control-expose-headers": "retry-after, content-type",
};

export const preflightHeaders: Readonly<Record<string, string>> = {
	...corsHeaders,
	"access-control-allow-methods": "GET, POST, PUT, DELETE, OPTIONS",
	"access-control-allow-headers": "authorization, content-type",
	"access-control-max-age": "600",
};
