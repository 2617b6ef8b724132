export { Inspector, type InspectorProps } from "./inspector/inspector.js";
