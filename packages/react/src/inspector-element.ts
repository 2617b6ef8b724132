export {
	defineInspector,
	type InspectorElement,
} from "./inspector/inspector-element.js";
