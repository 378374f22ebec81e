"""The kinds of chart: what each selects, plots and draws."""
