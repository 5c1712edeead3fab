#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Needs: Postfix with postgrey, then Exim, from Debian's packages. They cannot be installed at the same time, so each is
# installed, used and removed in turn, and one that was there before is gone afterwards: for throw-away machines only.
# Proves: notify/email on real mail servers: greylisting, unknown receivers, a wrong or missing password, no STARTTLS,
# an unknown certificate, and mails found in the Maildir as they were meant.
#
# The servers listen on free ports of the loopback interface and keep everything in a temporary directory. They are gone
# when this ends.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
top=$PWD

root=()
[ "$(id -u)" -eq 0 ] || root=(sudo)

tmp=$(mktemp -d)
chmod 755 "$tmp"
pids=()
policy=/usr/sbin/policy-rc.d
own_policy=""

# stop ends the servers this script has started, with the processes they have started, and waits until they are gone.
stop() {
  local pid try
  [ ! -e "$tmp/postfix/queue/pid/master.pid" ] || "${root[@]}" postfix -c "$tmp/postfix/etc" stop >/dev/null 2>&1 || true
  for pid in "${pids[@]}"; do
    "${root[@]}" kill -- "-$pid" 2>/dev/null || true
    for try in $(seq 100); do
      "${root[@]}" kill -0 -- "-$pid" 2>/dev/null || break
      sleep 0.1
    done
  done
  pids=()
}

finish() {
  status=$?
  stop
  if [ "$status" -ne 0 ]; then
    printf 'what the servers said:\n' >&2
    "${root[@]}" find "$tmp" -name '*log' -type f -exec tail -n 20 {} + >&2 || true
  fi
  [ -z "$own_policy" ] || "${root[@]}" rm -f "$policy"
  "${root[@]}" rm -rf "$tmp"
}
trap finish EXIT

# Debian would start servers of its own with the packages.
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | "${root[@]}" tee "$policy" >/dev/null
  "${root[@]}" chmod 755 "$policy"
  own_policy=yes
fi

apt() { DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get "$@" >"$tmp/apt.log" 2>&1 || { tail -n 20 "$tmp/apt.log" >&2; return 1; }; }

# port N gives a port that is free now, another one for each N of each try.
port() { printf '%d\n' $((20000 + (RANDOM * 32768 + RANDOM) % 4000 * 5 + $1)); }

# answers PORT waits until somebody greets there; a server that ended meanwhile will not.
answers() {
  local try
  for try in $(seq 100); do
    kill -0 "$2" 2>/dev/null || "${root[@]}" kill -0 "$2" 2>/dev/null || return 1
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && return 0
    sleep 0.1
  done
  return 1
}

certificate() {
  openssl req -x509 -newkey rsa:2048 -nodes -keyout "$tmp/key.pem" -out "$tmp/certificate.pem" -days 2 \
    -subj /CN=mail.icp.test -addext subjectAltName=IP:127.0.0.1 >/dev/null 2>&1
  chmod 644 "$tmp/key.pem"
}

# maildir OWNER makes an empty directory for mails.
maildir() {
  "${root[@]}" rm -rf "$tmp/mail"
  "${root[@]}" install -d -o "$1" -m 755 "$tmp/mail"
}

run() {
  (cd "$top/notify/notifytest/smtpfault" && go vet -tags mta ./... && go test -tags mta -count=1 -v -run "^$1\$" -timeout 2m .) |
    grep -v '^=== '
}

start_postfix() {
  local policy_port
  ICP_MTA_PORT=$(port 0) ICP_MTA_PORT_GREY=$(port 1) ICP_MTA_PORT_CLEAR=$(port 2) policy_port=$(port 3)
  export ICP_MTA_PORT ICP_MTA_PORT_GREY ICP_MTA_PORT_CLEAR
  local dir="$tmp/postfix"
  "${root[@]}" rm -rf "$dir"
  mkdir -p "$dir/etc"
  "${root[@]}" install -d -o postfix -m 755 "$dir/data"
  "${root[@]}" install -d -m 755 "$dir/queue"
  "${root[@]}" install -d -o postgrey -m 755 "$dir/grey"
  cat >"$dir/etc/main.cf" <<CONF
compatibility_level = 3.6
queue_directory = $dir/queue
data_directory = $dir/data
maillog_file = $dir/postfix.log
maillog_file_prefixes = $dir
myhostname = mail.icp.test
mydestination =
mynetworks = 192.0.2.1/32
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
alias_database =
virtual_mailbox_domains = icp.test
virtual_mailbox_base = $tmp/mail
virtual_mailbox_maps = inline:{receiver@icp.test=receiver/}
virtual_uid_maps = static:$(id -u mail)
virtual_gid_maps = static:$(id -g mail)
virtual_minimum_uid = 1
smtpd_tls_cert_file = $tmp/certificate.pem
smtpd_tls_key_file = $tmp/key.pem
smtpd_tls_security_level = may
smtpd_relay_restrictions = reject_unauth_destination
smtpd_recipient_restrictions = reject_unauth_destination, reject_unlisted_recipient
CONF
  cat >"$dir/etc/master.cf" <<CONF
$ICP_MTA_PORT inet n - n - - smtpd
$ICP_MTA_PORT_GREY inet n - n - - smtpd
  -o { smtpd_recipient_restrictions = reject_unauth_destination, check_policy_service inet:127.0.0.1:$policy_port }
$ICP_MTA_PORT_CLEAR inet n - n - - smtpd
  -o smtpd_tls_security_level=none
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
error unix - - n - - error
postlog unix-dgram n - n - 1 postlogd
CONF
  setsid "${root[@]}" postgrey --inet="127.0.0.1:$policy_port" --dbdir="$dir/grey" --user=postgrey --group=postgrey --delay=5 \
    --auto-whitelist-clients=0 >"$dir/postgrey.log" 2>&1 &
  pids+=($!)
  answers "$policy_port" $! || return 1
  setsid "${root[@]}" postfix -c "$dir/etc" start-fg >"$dir/start.log" 2>&1 &
  pids+=($!)
  answers "$ICP_MTA_PORT" $! && answers "$ICP_MTA_PORT_GREY" $! && answers "$ICP_MTA_PORT_CLEAR" $!
}

start_exim() {
  ICP_MTA_PORT=$(port 0) ICP_MTA_PORT_CLEAR=$(port 2)
  export ICP_MTA_PORT ICP_MTA_PORT_CLEAR ICP_MTA_USERNAME=icp ICP_MTA_PASSWORD=right
  local dir="$tmp/exim"
  "${root[@]}" rm -rf "$dir"
  "${root[@]}" install -d -m 755 "$dir"
  "${root[@]}" install -d -o Debian-exim -g Debian-exim -m 755 "$dir/spool" "$dir/log"
  "${root[@]}" tee "$dir/exim.conf" >/dev/null <<CONF
primary_hostname = mail.icp.test
spool_directory = $dir/spool
log_file_path = $dir/log/%slog
pid_file_path = $dir/spool/exim.pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = $ICP_MTA_PORT : $ICP_MTA_PORT_CLEAR
tls_advertise_hosts = \${if eq{\$received_port}{$ICP_MTA_PORT}{*}{}}
tls_certificate = $tmp/certificate.pem
tls_privatekey = $tmp/key.pem
acl_smtp_rcpt = receiver
acl_smtp_data = accept
host_lookup =
keep_environment =
rfc1413_query_timeout = 0s
deliver_drop_privilege
begin acl
receiver:
  deny !authenticated = *
       message = 530 5.7.0 authentication required
  deny !domains = icp.test
       message = 5.7.1 relay not permitted
  require verify = recipient
  accept
begin routers
known:
  driver = accept
  domains = icp.test
  local_parts = receiver
  transport = files
begin transports
files:
  driver = appendfile
  directory = $tmp/mail/receiver
  maildir_format
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_advertise_condition = \${if def:tls_in_cipher}
  server_condition = \${if and{{eq{\$auth2}{icp}}{eq{\$auth3}{right}}}}
  server_set_id = \$auth2
CONF
  "${root[@]}" chmod 644 "$dir/exim.conf"
  setsid "${root[@]}" exim4 -C "$dir/exim.conf" -bdf >"$dir/start.log" 2>&1 &
  pids+=($!)
  answers "$ICP_MTA_PORT" $! && answers "$ICP_MTA_PORT_CLEAR" $!
}

# up START OWNER starts a server; a port that was free may be taken a moment later, so the server has the last word.
up() {
  local try
  for try in 1 2 3 4 5; do
    maildir "$2"
    "$1" && return 0
    stop
  done
  printf '%s: the server does not start\n' "$1" >&2
  return 1
}

export GOWORK=off GOFLAGS="${GOFLAGS:+$GOFLAGS }-buildvcs=false" LC_ALL=C
export ICP_MTA_ROOTS="$tmp/certificate.pem" ICP_MTA_MAILDIR="$tmp/mail/receiver"

apt update -q
apt install -q -y --no-install-recommends openssl postfix postgrey
certificate
postconf -d mail_version
up start_postfix mail
run TestPostfix
stop
apt remove -q -y postfix postgrey

apt install -q -y --no-install-recommends exim4-daemon-light
exim4 --version | head -n 1
up start_exim Debian-exim
run TestExim
stop
apt remove -q -y exim4-daemon-light exim4-base exim4-config
