import { EngineError, type EngineErrorCode } from "../errors.js";

/** Why the gate does not let a write through. */
export interface GateRefusal {
	readonly refused: EngineError;
}

export function refuse(code: EngineErrorCode, message: string): GateRefusal {
	return { refused: new EngineError(code, message) };
}

export function isRefusal(value: object): value is GateRefusal {
	return "refused" in value;
}
