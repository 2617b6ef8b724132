import { useIssues } from "@engine-offline/react";
import { PageHeading } from "../parts/heading.js";
import { IssueCard } from "./issue-card.js";

/** What the Engine refused or somebody else changed, with the answers that fit. */
export function IssuesPage() {
	const issues = useIssues() ?? [];
	return (
		<section aria-label="Issues">
			<PageHeading>Issues</PageHeading>
			{issues.length === 0 ? (
				<p>
					Nothing to look at: no change was refused, and none was contested.
				</p>
			) : (
				<p>Each needs a decision of yours. Until then nothing is lost.</p>
			)}
			{issues.map((issue) => (
				<IssueCard key={issue.id} issue={issue} />
			))}
		</section>
	);
}
