# Becomes the process of a container: container.sh ROOT ro|rw IMAGE [SOURCE TARGET ro|rw]... -- COMMAND [ARGUMENT]...
# IMAGE is the directory with all files of the image, or / for those of this machine that programs need.
# Runs as root in a mount namespace of its own, and needs no clean-up: what it mounts ends with the process.
set -eu

# The image may name no directory where this machine has programs.
path=$PATH
PATH=/usr/sbin:/usr/bin:/sbin:/bin

root=$1
mode=$2
image=${3%/}
shift 3

# bind SOURCE TARGET ro|rw
bind() {
  mkdir -p "$root$2"
  mount --bind "$1" "$root$2"
  if [ "$3" = ro ]; then mount -o remount,bind,ro "$root$2"; fi
}

mount -t tmpfs -o mode=755 tmpfs "$root"
if [ -n "$image" ]; then set -- "$image"/* -- "$@"; else set -- /usr /etc /bin /sbin /lib /lib64 -- "$@"; fi
while [ "$1" != -- ]; do
  case ${1#"$image"} in
    /proc | /dev | /sys | /tmp) ;;
    *)
      if [ -L "$1" ]; then
        cp -P "$1" "$root${1#"$image"}"
      elif [ -d "$1" ]; then
        bind "$1" "${1#"$image"}" ro
      fi
      ;;
  esac
  shift
done
shift
mkdir "$root/proc" "$root/dev"
mkdir -m 1777 "$root/tmp"
mount --rbind /proc "$root/proc"
for device in null zero random urandom; do
  : >"$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
while [ "$1" != -- ]; do
  # The JDK may lie below /usr, which is there already.
  case $2 in /usr/*) ;; *) bind "$1" "$2" "$3" ;; esac
  shift 3
done
shift
if [ "$mode" = ro ]; then mount -o remount,ro "$root"; fi
chroot=$(command -v chroot)
PATH=$path
# The numeric user of the image.
exec "$chroot" --userspec=65532:65532 --groups= "$root" "$@"
