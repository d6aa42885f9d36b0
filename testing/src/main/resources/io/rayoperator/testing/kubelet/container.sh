# Becomes the process of a container: container.sh ROOT ro|rw [SOURCE TARGET ro|rw]... -- COMMAND [ARGUMENT]...
# Runs as root in a mount namespace of its own, and needs no clean-up: what it mounts ends with the process.
set -eu

root=$1
mode=$2
shift 2

# bind SOURCE TARGET ro|rw
bind() {
  mkdir -p "$root$2"
  mount --bind "$1" "$root$2"
  if [ "$3" = ro ]; then mount -o remount,bind,ro "$root$2"; fi
}

mount -t tmpfs -o mode=755 tmpfs "$root"
for directory in /usr /etc; do bind "$directory" "$directory" ro; done
for directory in /bin /sbin /lib /lib64; do
  if [ -L "$directory" ]; then
    cp -P "$directory" "$root$directory"
  elif [ -d "$directory" ]; then
    bind "$directory" "$directory" ro
  fi
done
mkdir "$root/proc" "$root/dev"
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
# The numeric user of the image.
exec chroot --userspec=65532:65532 --groups= "$root" "$@"
