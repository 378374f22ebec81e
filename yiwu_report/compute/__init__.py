"""From valid entries to what a report can show: derived figures, formulas, the audit of claims, corrections."""
