# What holds for every part of the image. Sourced, never run; root names the repository.
# shellcheck disable=SC2034 # The names are used by others.

# Nobody: any other number works too, as OpenShift chooses.
IMAGE_USER=65532

# The class data archive beside the jars, and where what it is made from lies while it is made.
CACHE=ray-operator.jsa
ARCHIVE_FILES=/tmp/archive

# Prints the text of an element of the parent pom.
pom() {
  sed -n "s|^ *<$1>\(.*\)</$1>.*|\1|p" "${root:?}/pom.xml" | head -n 1
}

# Every file of the image has the time that the jars' entries have, not that of the build.
CREATED=$(pom project.build.outputTimestamp)
EPOCH=$(date --date="$CREATED" +%s)
VERSION=$(pom version)
