from yiwu_report.cli import main

raise SystemExit(main())
