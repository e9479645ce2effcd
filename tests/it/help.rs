//! What the command says of itself: its help, its colors, completions for shells, pages of the manual.

use crate::kit::command::{Desk, command, handout, said};
use crate::kit::set::Draft;
use std::process::{Command, Output};

fn shown(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", said(output));
    String::from_utf8(output.stdout.clone()).expect("text")
}

/// The commands, as the help lists them.
fn commands() -> Vec<String> {
    let help = shown(&handout(&["--help"]));
    let list = help.split("Commands:\n").nth(1).expect("a list").split("\n\n").next().expect("its end");
    // What an explanation has more than a line for stands further in.
    let names = list.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    let of_ours = names.filter(|name| !["", "help"].contains(name));
    let commands: Vec<String> = of_ours.map(str::to_owned).collect();
    assert!(commands.len() > 8, "{help}");
    commands
}

#[test]
fn the_help_of_each_command() {
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "snapshots/help" }, {
        insta::assert_snapshot!("handout", shown(&handout(&["--help"])));
        for name in commands() {
            let help = shown(&handout(&[&name, "--help"]));
            assert_eq!(help, shown(&handout(&["help", &name])), "{name}");
            let wide = help.lines().find(|line| line.chars().count() > 100);
            assert_eq!(wide, None, "{name}");
            insta::assert_snapshot!(name, help);
        }
    });
}

/// The set with a number that has a comma.
fn spoilt() -> Desk {
    let desk = Desk::with(&Draft::sample());
    desk.edit("set/states/kentucky.toml", "8_597", "8,597");
    desk
}

/// What is said of it, with a variable of the environment.
fn told(desk: &Desk, options: &[&str], variable: Option<(&str, &str)>) -> String {
    let mut run = command(&[&["check", "set"], options].concat());
    run.current_dir(desk.path("")).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").envs(variable);
    said(&run.output().expect("the command runs"))
}

#[test]
fn colors_are_for_terminals_unless_asked_for() {
    let desk = spoilt();
    let plain = told(&desk, &[], None);
    assert!(plain.contains("error[comma-in-number]") && !plain.contains('\u{1b}'), "{plain}");
    let color = told(&desk, &["--color", "always"], None);
    assert!(color.contains("\u{1b}[1;31merror[comma-in-number]\u{1b}[0m"), "{color}");
    // Who asks for it on this line means it; a setting of the whole machine gives way.
    assert_eq!(told(&desk, &["--color=always"], Some(("NO_COLOR", "1"))), color);
    assert_eq!(told(&desk, &["--color", "never"], Some(("CLICOLOR_FORCE", "1"))), plain);
    assert_eq!(told(&desk, &["--color", "auto"], Some(("NO_COLOR", "1"))), plain);
    // What cannot be understood is told in color, too.
    for (asked, colored) in [("--color=always", true), ("--color=never", false), ("--color=red", false)] {
        let answer = said(&handout(&["nosuch", asked]));
        assert!(answer.contains("nosuch") && answer.contains("\u{1b}[1;31merror:") == colored, "{answer:?}");
    }
    // Data has none, whatever is asked.
    let data = handout(&["trace", "KY", "--color", "always"]);
    assert!(!shown(&data).contains('\u{1b}'));
}

/// util-linux's `script` gives the command a terminal.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_is_given_colors_and_lines_no_wider_than_it_is() {
    let desk = spoilt();
    let binary = env!("CARGO_BIN_EXE_handout");
    let on_terminal = |words: &str, settings: &str| {
        let line = format!("stty cols 60 rows 24; env {settings} {binary} {words}");
        let mut script = Command::new("script");
        script.args(["-qec", &line, "/dev/null"]).current_dir(desk.path(""));
        script.env("TERM", "xterm");
        // Where a build server's `CI` is set, colors are shown on a dumb terminal, too.
        for setting in ["NO_COLOR", "COLUMNS", "CI"] {
            script.env_remove(setting);
        }
        let output = script.output().expect("util-linux is there");
        String::from_utf8_lossy(&output.stdout).replace('\r', "")
    };
    assert!(on_terminal("check set", "A=1").contains("\u{1b}[1;31merror[comma-in-number]"));
    assert!(!on_terminal("check set", "NO_COLOR=1").contains('\u{1b}'));
    assert!(!on_terminal("check set", "TERM=dumb").contains('\u{1b}'));
    let help = on_terminal("build --help", "A=1");
    assert!(help.contains("--large-print"), "{help}");
    assert!(help.lines().all(|line| line.chars().count() <= 60), "{help}");
}

#[test]
fn completions_know_each_command() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = shown(&handout(&["completions", shell]));
        for name in commands() {
            assert!(script.contains(&name), "{shell} does not know {name}");
        }
        assert!(script.contains("--large-print") || script.contains("-l large-print"), "{shell}");
    }
    let output = handout(&["completions", "cmd"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("invalid value 'cmd'"), "{}", said(&output));
}

#[cfg(target_os = "linux")]
#[test]
fn bash_completes_a_command_and_its_options() {
    let desk = Desk::with(&Draft::sample());
    desk.write("completions", &shown(&handout(&["completions", "bash"])));
    let completed = |words: &str, number: usize| {
        let line = format!(
            "source ./completions; COMP_WORDS=({words}); COMP_CWORD={number}; \
             _handout handout \"${{COMP_WORDS[{number}]}}\" \"${{COMP_WORDS[{}]}}\"; echo \"${{COMPREPLY[@]}}\"",
            number - 1
        );
        let output = Command::new("bash").args(["-c", &line]).current_dir(desk.path("")).output();
        let output = output.expect("bash is there");
        assert!(output.stderr.is_empty(), "{}", said(&output));
        shown(&output).trim().to_owned()
    };
    assert_eq!(completed("handout bui", 1), "build");
    assert_eq!(completed("handout build --lar", 2), "--large-print");
    assert_eq!(completed("handout check --format js", 3), "json");
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let desk = Desk::with(&Draft::sample());
    let output = desk.run(&["man", "man1"]);
    let pages = desk.files("man1");
    let mut wanted: Vec<String> = commands().iter().map(|name| format!("handout-{name}.1")).collect();
    wanted.push("handout.1".to_owned());
    wanted.sort();
    assert!(pages.keys().eq(&wanted), "{:?}", pages.keys());
    assert_eq!(shown(&output).lines().count(), pages.len());
    let build = String::from_utf8_lossy(&pages["handout-build.1"]).into_owned();
    assert!(build.contains(".TH handout-build 1") && build.contains("large\\-print"), "{build}");
    assert!(build.contains(".SH EXAMPLES\n  handout build data"), "{build}");
    desk.run(&["man", "again"]);
    assert!(desk.files("again") == pages);
    // A file is in the way.
    desk.write("file", "");
    let output = desk.run(&["man", "file"]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).starts_with("error: file"), "{}", said(&output));
}
