import { Component, type ReactNode } from "react";

interface BoundaryProps {
	readonly children: ReactNode;
	/** Given the way to try again. */
	readonly onFail: (tryAgain: () => void) => void;
}

/** An error boundary that says what went wrong. */
export class Boundary extends Component<
	BoundaryProps,
	{ readonly message: string }
> {
	override state = { message: "" };

	static getDerivedStateFromError(error: unknown) {
		return { message: error instanceof Error ? error.message : "?" };
	}

	override componentDidCatch(): void {
		this.props.onFail(() => this.setState({ message: "" }));
	}

	override render(): ReactNode {
		const { message } = this.state;
		return message === "" ? this.props.children : `failed: ${message}`;
	}
}
