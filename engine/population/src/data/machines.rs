//! Computers, programs and peripherals that a company's people have.

/// Model, manufacturer, operating system and version.
pub(crate) type Model = (&'static str, &'static str, &'static str, &'static str);

/// What the employer hands out, by share.
pub(crate) const MODELS: [(u32, Model); 6] = [
    (30, ("MacBookPro18,3", "Apple Inc.", "macOS", "15.5")),
    (18, ("Mac14,2", "Apple Inc.", "macOS", "15.6")),
    (22, ("Latitude 7440", "Dell Inc.", "Windows", "11")),
    (14, ("ThinkPad T14 Gen 4", "Lenovo", "Windows", "11")),
    (10, ("EliteBook 845 G10", "HP", "Windows", "11")),
    (6, ("XPS 13 9340", "Dell Inc.", "Windows", "11")),
];

/// Programs on Windows.
pub(crate) const PROGRAMS: [(&str, &str); 10] = [
    ("Google Chrome", "Google LLC"),
    ("Slack", "Slack Technologies"),
    ("Microsoft Visual Studio Code", "Microsoft Corporation"),
    ("Zoom Workplace", "Zoom Video Communications"),
    ("Git", "The Git Development Community"),
    ("Docker Desktop", "Docker Inc."),
    ("7-Zip 24.08 (x64)", "Igor Pavlov"),
    ("Mozilla Firefox (x64 en-US)", "Mozilla"),
    ("Notepad++ (64-bit x64)", "Notepad++ Team"),
    ("Node.js", "Node.js Foundation"),
];

/// Applications on macOS.
pub(crate) const APPS: [(&str, &str); 9] = [
    ("Google Chrome.app", "com.google.Chrome"),
    ("Slack.app", "com.tinyspeck.slackmacgap"),
    ("Visual Studio Code.app", "com.microsoft.VSCode"),
    ("zoom.us.app", "us.zoom.xos"),
    ("Docker.app", "com.docker.docker"),
    ("iTerm.app", "com.googlecode.iterm2"),
    ("Firefox.app", "org.mozilla.firefox"),
    ("Rectangle.app", "com.knollsoft.Rectangle"),
    ("Obsidian.app", "md.obsidian"),
];

/// What hangs on USB: vendor, vendor id, model, model id.
pub(crate) const PERIPHERALS: [(&str, &str, &str, &str); 8] = [
    ("Logitech, Inc.", "046d", "USB Receiver", "c52b"),
    ("Yubico.com", "1050", "YubiKey OTP+FIDO+CCID", "0407"),
    ("Logitech, Inc.", "046d", "HD Pro Webcam C920", "082d"),
    ("Apple, Inc.", "05ac", "Aluminum Keyboard (ANSI)", "024f"),
    ("Razer USA, Ltd", "1532", "RZ01-0085 Gaming Mouse", "0084"),
    ("Jabra", "0b0e", "Jabra Evolve2 65", "24c7"),
    ("Keychron", "3434", "Keychron K2", "0220"),
    ("Dell Computer Corp.", "413c", "KB216 Wired Keyboard", "2113"),
];

/// Displays on desks.
pub(crate) const DISPLAYS: [(&str, &str); 5] = [
    ("DELL U2723QE", "10ac"),
    ("LG ULTRAFINE", "1e6d"),
    ("BenQ PD2705U", "09d1"),
    ("S27R65x", "4c2d"),
    ("HP Z27k G3", "22f0"),
];

/// Names of wireless networks at home.
#[rustfmt::skip]
pub(crate) const NETWORKS: [&str; 12] = [
    "home", "NETGEAR42", "Linksys00871", "xfinitywifi-5G", "SpectrumSetup-3A", "FBI van", "TheLANBeforeTime",
    "Orange-7F2C", "MyFios-5G", "ATT9wQ", "casa", "upstairs",
];

/// Remote tools that people install by themselves: program, application, process.
pub(crate) const REMOTE_TOOLS: [(&str, &str, &str); 7] = [
    ("AnyDesk", "AnyDesk.app", "AnyDesk.exe"),
    ("RustDesk", "RustDesk.app", "rustdesk.exe"),
    ("TeamViewer", "TeamViewer.app", "TeamViewer_Service.exe"),
    ("Chrome Remote Desktop Host", "Chrome Remote Desktop Host.app", "remoting_host.exe"),
    ("AnyViewer", "AnyViewer.app", "AVCore.exe"),
    ("Splashtop Streamer", "Splashtop Streamer.app", "SRManager.exe"),
    ("ToDesk", "ToDesk.app", "ToDesk.exe"),
];
