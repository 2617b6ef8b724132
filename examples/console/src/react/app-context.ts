import { createContext, useContext } from "react";
import type { ConsoleApp } from "../device/console-app.js";
import type { Device } from "../device/open-device.js";

export const AppContext = createContext<ConsoleApp | undefined>(undefined);
export const DeviceContext = createContext<Device | undefined>(undefined);

export const useApp = (): ConsoleApp => given(useContext(AppContext));
/** The open store; only below the signed-in part of the page. */
export const useDevice = (): Device => given(useContext(DeviceContext));

function given<Value>(value: Value | undefined): Value {
	if (value === undefined) throw new Error("A provider is missing above.");
	return value;
}
