module github.com/icpfiling/icp/fsm/journal/sqljournal/sqltest

go 1.26.0

require (
	github.com/icpfiling/icp v0.0.0
	github.com/jackc/pgx/v5 v5.9.0
	github.com/stretchr/testify v1.12.1
	modernc.org/sqlite v1.60.1
)

replace github.com/icpfiling/icp => ../../../..
