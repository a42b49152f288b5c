#!/bin/bash
# Makes backups of the database that this machine cannot read, and puts one back; how people use it
# stands in docs/beheer/backup.md. The database is found through the variables of libpq (PGHOST …).
set -euo pipefail
umask 077

folder=${BACKUP_FOLDER:-/backups}
days=${BACKUP_DAGEN:-30}
hour=${BACKUP_UUR:-2}
stale_seconds=$((26 * 3600))
pattern='.*/leergang-[0-9]{8}T[0-9]{6}Z\.dump\.age'
part=

# -- What it says ----------------------------------------------------------------------------

say() {
    printf '%s\n' "$*"
}

refuse() {
    printf '%s\n' "$*" >&2
    exit 1
}

# -- What it was told ------------------------------------------------------------------------

check_number() { # NAME VALUE LOWEST HIGHEST
    if [[ ! $2 =~ ^[0-9]{1,4}$ ]] || ((10#$2 < $3 || 10#$2 > $4)); then
        refuse "$1 moet een heel getal zijn, van $3 tot en met $4; er staat '$2'."
    fi
}

check_recipient() {
    case ${BACKUP_ONTVANGER:-} in
    '') refuse "BACKUP_ONTVANGER is leeg. Zet de publieke sleutel (age1…) in .env; zie docs/beheer/backup.md." ;;
    AGE-SECRET-KEY-*) refuse "In BACKUP_ONTVANGER staat een geheime sleutel. Haal hem weg, maak een nieuw paar, en zet hier de publieke (age1…)." ;;
    age1*) ;;
    *) refuse "BACKUP_ONTVANGER is geen publieke sleutel van age: die begint met age1." ;;
    esac
    age --recipient "$BACKUP_ONTVANGER" </dev/null >/dev/null 2>&1 ||
        refuse "BACKUP_ONTVANGER is geen geldige publieke sleutel van age: er mist een teken of er staat een fout."
}

check_settings() {
    check_number BACKUP_DAGEN "$days" 1 3650
    check_number BACKUP_UUR "$hour" 0 23
    days=$((10#$days)) hour=$((10#$hour))
    check_recipient
}

check_folder() {
    local probe
    probe=$(mktemp "$folder/.proef.XXXXXX" 2>/dev/null) ||
        refuse "In de map voor back-ups kan niet worden geschreven. Typ op de server, naast docker-compose.yml:
  install -d -m 700 -o 999 -g 999 backups
Staat er een andere map in BACKUP_MAP, noem dan die in plaats van backups."
    rm -f "$probe"
}

# -- The database ----------------------------------------------------------------------------

# Tables, views and sequences, and functions: whatever somebody made.
own_objects() {
    psql --no-psqlrc --no-password --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --command "
        SELECT (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname !~ '^(pg_|information_schema\$)')
             + (SELECT count(*) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                WHERE n.nspname !~ '^(pg_|information_schema\$)')"
}

count_objects() {
    own_objects || refuse "De database antwoordt niet. Kijk met: docker compose ps postgres"
}

# -- The files: their name says when they were made, wherever they are copied -----------------

names() {
    find "$folder" -maxdepth 1 -type f -size +0 -regextype posix-extended -regex "$pattern" -printf '%f\n' | sort
}

moment_of() {
    local sign=${1#leergang-}
    date -u -d "${sign:0:4}-${sign:4:2}-${sign:6:2} ${sign:9:2}:${sign:11:2}:${sign:13:2}" +%s 2>/dev/null
}

# Of the newest backup that is not of the future, as a clock that was wrong would leave it.
newest_moment() { # NOW
    local name moment newest=0
    for name in $(names); do
        moment=$(moment_of "$name") || continue
        if ((moment <= $1 + 60)); then newest=$moment; fi
    done
    echo "$newest"
}

free_name() {
    local name
    while name=leergang-$(date -u -d "@$(date +%s)" +%Y%m%dT%H%M%SZ).dump.age && [[ -e $folder/$name ]]; do
        sleep 1
    done
    echo "$name"
}

remove_old() {
    local name moment newest limit
    newest=$(names | tail -n 1)
    limit=$(($(date +%s) - days * 86400))
    for name in $(names); do
        moment=$(moment_of "$name") || continue
        if [[ $name != "$newest" ]] && ((moment < limit)); then
            rm -f "$folder/$name"
            say "Verwijderd, want ouder dan $days dagen: $name"
        fi
    done
}

# -- One backup ------------------------------------------------------------------------------

write_backup() { # NAME
    part=$folder/$1.deel
    trap 'rm -f "$part"' EXIT
    if ! pg_dump --no-password --format=custom --no-owner --no-privileges |
        age --recipient "$BACKUP_ONTVANGER" >"$part"; then
        refuse "De back-up is mislukt; er is niets bewaard. Wat eraan scheelt, staat hierboven."
    fi
    chmod 600 "$part"
    sync "$part"
    mv "$part" "$folder/$1"
    sync "$folder"
}

report() { # NAME
    say "Back-up gemaakt: $1 ($(numfmt --to=iec --suffix=B "$(stat -c %s "$folder/$1")"))"
    say "Let op: JOURNAAL_SLEUTELS en SECRET_KEY (uit .env) zitten er NIET in. Bewaar ze op een andere plek:"
    say "zonder die sleutels gaat na terugzetten geen enkel logboek open."
}

make_backup() {
    local count name
    check_settings
    check_folder
    # One at a time: what is half by now was left by one that was broken off.
    exec 9>"$folder/.slot"
    flock --wait 900 9 || refuse "Er wordt al een kwartier een andere back-up gemaakt."
    rm -f "$folder"/leergang-*.deel
    count=$(count_objects)
    ((count > 0)) || refuse "De database is leeg: er is niets om een back-up van te maken."
    name=$(free_name)
    write_backup "$name"
    report "$name"
    remove_old
}

# -- Every night -----------------------------------------------------------------------------

# In the spring one night has no hour 2: then the next one.
at_hour() { # DAY
    date -d "$1 $hour:00" +%s 2>/dev/null || date -d "$1 $((hour + 1)):00" +%s
}

last_due() { # NOW
    local today moment
    today=$(date -d "@$1" +%F)
    moment=$(at_hour "$today")
    ((moment <= $1)) || moment=$(at_hour "$(date -d "$today 12:00 yesterday" +%F)")
    echo "$moment"
}

every_night() {
    local now pause newest due
    check_settings
    say "Elke nacht om $hour uur een back-up; bewaard worden ze $days dagen. Nu een: docker compose run --rm backup maak"
    while true; do
        now=$(date +%s) pause=300
        newest=$(newest_moment "$now") due=$(last_due "$now")
        if ((newest < due)) && [[ $(own_objects 2>/dev/null) == 0 ]]; then
            # A new installation: the migrations come in a moment.
            pause=60
            say "De database is nog leeg. Over een minuut opnieuw."
        elif ((newest < due)) && ! "$BASH" "$0" maak; then
            pause=1800
            say "Over een half uur opnieuw."
        fi
        sleep "$pause"
    done
}

check_health() {
    local now newest
    now=$(date +%s) newest=$(newest_moment "$now")
    ((newest > 0)) || refuse "Er is nog geen back-up."
    ((now - newest <= stale_seconds)) || refuse "De nieuwste back-up is ouder dan 26 uur."
}

# -- Back again ------------------------------------------------------------------------------

# The key comes on standard input: it is never an argument, a variable of the container or a file.
read_key() {
    [[ ! -t 0 ]] || refuse "Geef de geheime sleutel mee: docker compose run --rm -T backup zet-terug BESTAND < sleutel.txt"
    key=$(cat)
    [[ $key == *AGE-SECRET-KEY-1* ]] || refuse "Dit is geen geheime sleutel van age: daarin staat een regel die begint met AGE-SECRET-KEY-1."
}

decrypted() { # PATH
    printf '%s\n' "$key" | age --decrypt --identity - "$1"
}

# The whole file, to its last byte, before the database sees the first one.
check_file() { # PATH
    local fault
    if ! fault=$( { decrypted "$1" >/dev/null; } 2>&1); then
        case $fault in
        *'no identity matched'*) refuse "Deze sleutel past niet op dit bestand. De database is niet aangeraakt." ;;
        *) refuse "Dit bestand is beschadigd of niet heel, of de sleutel is onleesbaar. De database is niet aangeraakt. Neem een ander bestand." ;;
        esac
    fi
}

check_empty() {
    local count
    count=$(count_objects)
    ((count == 0)) || refuse "De database is niet leeg: terugzetten kan alleen in een lege. Op een machine waarvan niemand de gegevens nog nodig heeft:
  docker compose down
  docker volume rm leergang_database
  docker compose up --detach --wait postgres
en dan dit commando opnieuw."
}

put_back() { # NAME
    local path
    [[ -n ${1:-} ]] || refuse "Welk bestand? docker compose run --rm -T backup zet-terug BESTAND < sleutel.txt"
    path=$folder/${1##*/}
    [[ -f $path && -r $path ]] || refuse "Geen leesbaar bestand ${1##*/} in de map voor back-ups. Als root: install -m 600 -o 999 -g 999 PAD/${1##*/} backups/"
    read_key
    check_empty
    check_file "$path"
    decrypted "$path" | pg_restore --no-password --single-transaction --exit-on-error --no-owner \
        --no-privileges --dbname "${PGDATABASE:-leergang}" ||
        refuse "Terugzetten is mislukt; de database is leeg gebleven. Wat eraan scheelt, staat hierboven."
    say "Teruggezet: ${1##*/}. Start nu de rest (docker compose up --detach) en open één bladzijde van een eigen logboek."
}

case ${1:-} in
maak) make_backup ;;
plan) every_night ;;
gezond) check_health ;;
zet-terug) put_back "${2:-}" ;;
*) refuse "Kies: maak, plan, gezond, of zet-terug BESTAND." ;;
esac
