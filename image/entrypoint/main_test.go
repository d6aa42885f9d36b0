package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestCommandLine(t *testing.T) {
	options := t.TempDir()
	write(t, options, "manager", "/jre/bin/java\n-Xms24m\nJAVA_OPTS\nMain\n")
	write(t, options, "auth-proxy", "/jre/bin/java\n-Xmx32m\nJAVA_OPTS\nMain\n")
	write(t, options, "other", "/jre/bin/java\nJAVA_OPTS\nMain\n")

	for _, test := range []struct{ arguments, javaOpts, expected string }{
		{"manager --metrics-addr :1", "", "/jre/bin/java -Xms24m Main manager --metrics-addr :1"},
		{"manager", " -Xmx1g  -Dx=y ", "/jre/bin/java -Xms24m -Xmx1g -Dx=y Main manager"},
		{"auth-proxy", "", "/jre/bin/java -Xmx32m Main auth-proxy"},
		{"version", "-Xmx1g", "/jre/bin/java -Xmx1g Main version"},
		{"", "", "/jre/bin/java Main"},
		{"--help", "", "/jre/bin/java Main --help"},
		{"../manager", "", "/jre/bin/java Main ../manager"},
	} {
		command, err := commandLine(options, strings.Fields(test.arguments), test.javaOpts)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(command, strings.Fields(test.expected)) {
			t.Errorf("%q with JAVA_OPTS %q is %q, not %q", test.arguments, test.javaOpts, command, test.expected)
		}
	}
}

func TestMissingOptionsAreAnError(t *testing.T) {
	if _, err := commandLine(t.TempDir(), nil, ""); err == nil {
		t.Error("no options, no error")
	}
}

func write(t *testing.T, directory, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(directory, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
