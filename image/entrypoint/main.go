// The image's ray-operator: starts Java with the options that the launcher script takes for a command. The image has no shell
// for the script itself; the build has asked it and written its answers to files.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

const (
	home    = "/opt/ray-operator"
	failure = 3
)

func main() {
	command, err := commandLine(filepath.Join(home, "options"), os.Args[1:], os.Getenv("JAVA_OPTS"))
	if err == nil {
		err = syscall.Exec(command[0], command, os.Environ())
	}
	fmt.Fprintln(os.Stderr, "ray-operator:", err)
	os.Exit(failure)
}

// commandLine is Java and all of its arguments. A file of options has one argument a line; JAVA_OPTS goes where the line
// JAVA_OPTS is, so that it wins over the options before.
func commandLine(options string, arguments []string, javaOpts string) ([]string, error) {
	file := filepath.Join(options, "other")
	if len(arguments) > 0 && isName(arguments[0]) {
		if own := filepath.Join(options, arguments[0]); exists(own) {
			file = own
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var command []string
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSuffix(line, "\n"); line == "JAVA_OPTS" {
			command = append(command, strings.Fields(javaOpts)...)
		} else {
			command = append(command, line)
		}
	}
	return append(command, arguments...), nil
}

// isName keeps what a user gives from being a path.
func isName(text string) bool {
	return text != "" && strings.Trim(text, "abcdefghijklmnopqrstuvwxyz-") == ""
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}
