# Sourced by the install scripts: this system's package manager behind one
# function. Callers collect what is missing first, so that nothing is asked of
# the package manager when all is there.
# shellcheck shell=sh

# package_manager prints apt, dnf, pacman, zypper or brew, or nothing.
package_manager() {
	if [ "$(uname -s)" = Darwin ]; then
		if command -v brew >/dev/null 2>&1; then echo brew; fi
		return 0
	fi
	for each in apt-get dnf pacman zypper brew; do
		if command -v "$each" >/dev/null 2>&1; then
			echo "${each%-get}"
			return 0
		fi
	done
}

# install_command MANAGER PACKAGE… prints the command a person would type.
install_command() {
	manager=$1
	shift
	case $manager in
	apt) echo "apt-get install -y --no-install-recommends $*" ;;
	dnf) echo "dnf install -y $*" ;;
	pacman) echo "pacman -S --needed --noconfirm $*" ;;
	zypper) echo "zypper --non-interactive install $*" ;;
	brew) echo "brew install $*" ;;
	esac
}

# install_packages WHY PACKAGE… installs them, or says in one line what to type.
install_packages() {
	why=$1
	shift
	manager=$(package_manager)
	if [ -z "$manager" ]; then
		echo "No package manager that is known here was found: install $* yourself ($why) and try again." >&2
		return 1
	fi
	run=$(install_command "$manager" "$@")
	as=
	if [ "$manager" != brew ] && [ "$(id -u)" != 0 ]; then
		if ! command -v sudo >/dev/null 2>&1; then
			echo "Some packages are missing ($why) and there is no sudo here: as administrator, run  $run  and try again." >&2
			return 1
		fi
		as=sudo
	fi
	echo "Installing what is missing $why: $*"
	if [ "$manager" = apt ]; then
		as="$as env DEBIAN_FRONTEND=noninteractive"
	fi
	log=$(mktemp)
	# shellcheck disable=SC2086 # both are commands with arguments
	if $as $run >"$log" 2>&1 </dev/null; then
		rm -f "$log"
		return 0
	fi
	# A fresh Debian has no package lists, and an old list names files that are gone.
	# shellcheck disable=SC2086
	if [ "$manager" = apt ] && $as apt-get update >"$log" 2>&1 && $as $run >"$log" 2>&1 </dev/null; then
		rm -f "$log"
		return 0
	fi
	tail -n 5 "$log" >&2
	rm -f "$log"
	echo "The packages could not be installed: look at the lines above, run  $run  as administrator, and try again." >&2
	return 1
}
