import { type ComponentProps, useId } from "react";

interface GuardedButtonProps extends ComponentProps<"button"> {
	/** Why it may not be used, or undefined when it may. */
	readonly whyNot: string | undefined;
}

/**
 * A button that follows permissions. One that may not be used says why on hover and on focus: `disabled` would take
 * it out of the reach of the keyboard, and its reason with it.
 */
export function GuardedButton({ whyNot, ...rest }: GuardedButtonProps) {
	const id = useId();
	if (whyNot === undefined) return <button type="button" {...rest} />;
	return (
		<span className="guarded">
			<button
				type="button"
				{...rest}
				onClick={undefined}
				aria-disabled="true"
				aria-describedby={id}
			/>
			<span role="tooltip" id={id} className="tip">
				{whyNot}
			</span>
		</span>
	);
}
