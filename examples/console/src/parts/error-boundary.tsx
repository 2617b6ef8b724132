import { Component, type ReactNode } from "react";
import { messageOf } from "../words/error-words.js";

interface Props {
	readonly children: ReactNode;
}

/** Says what broke instead of showing an empty page. What was saved is not touched by it. */
export class ErrorBoundary extends Component<
	Props,
	{ readonly message: string }
> {
	override state = { message: "" };

	static getDerivedStateFromError(error: unknown) {
		return { message: messageOf(error) };
	}

	override render(): ReactNode {
		return this.state.message === "" ? (
			this.props.children
		) : (
			<Trouble message={this.state.message} />
		);
	}
}

/** A page of its own for what cannot be helped here. */
export function Trouble({ message }: { readonly message: string }) {
	return (
		<main className="alone">
			<h1>This page cannot go on</h1>
			<p role="alert">{message}</p>
			<p>What you saved is kept on this device.</p>
			<button type="button" onClick={() => location.reload()}>
				Reload the page
			</button>
		</main>
	);
}
