module github.com/icpfiling/icp/examples/smtp

go 1.26.0

require (
	github.com/cockroachdb/datadriven v1.0.3
	github.com/icpfiling/icp v0.0.0
	github.com/icpfiling/icp/notify/notifytest/smtpfault v0.0.0
	github.com/stretchr/testify v1.12.1
)

require (
	github.com/emersion/go-sasl v0.0.0-20241020182733-b788ff22d5a6 // indirect
	github.com/emersion/go-smtp v0.25.1 // indirect
	github.com/looplab/fsm v1.0.3 // indirect
	github.com/pmezard/go-difflib v1.0.0 // indirect
	github.com/rickar/cal/v2 v2.1.26 // indirect
	github.com/wneessen/go-mail v0.8.1 // indirect
	go.yaml.in/yaml/v3 v3.0.5 // indirect
	golang.org/x/crypto v0.54.0 // indirect
	golang.org/x/text v0.40.0 // indirect
)

replace github.com/icpfiling/icp => ../..

replace github.com/icpfiling/icp/notify/notifytest/smtpfault => ../../notify/notifytest/smtpfault
