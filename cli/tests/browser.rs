//! The page of a timeline in a real browser without a window: what it shows, and what it does when somebody points, zooms and moves.
//!
//! Where there is no browser of Chromium's family on `PATH`, the trials are reported as ignored, and why.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Failed, Trial};

const NAMES: [&str; 6] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"];

/// What somebody does with the page; what comes of it goes into the document.
const VISIT: &str = r#"<script>
const say = [], runs = () => svg.querySelectorAll("rect.run").length;
const widest = () => Math.max(...[...svg.querySelectorAll("rect")].map(r => r.getAttribute("width")));
const names = () => [...svg.querySelectorAll("text title")].map(t => t.textContent).join(",");
addEventListener("error", e => say.push("error " + e.message));
say.push("names " + names(), "runs " + (runs() > 0), "arrows " + (svg.querySelectorAll("path.wake").length > 0));
const wait = [...svg.querySelectorAll("rect.wait")].sort((a, b) => b.getAttribute("width") - a.getAttribute("width"))[0], box = wait.getBoundingClientRect();
const at = { bubbles: true, clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 };
wait.dispatchEvent(new PointerEvent("pointermove", at));
say.push("tip " + (tip.style.display === "block") + " " + tip.textContent.split("\n").map(l => l.trim()).join(" / "));
const before = widest();
svg.dispatchEvent(new WheelEvent("wheel", { ...at, deltaY: -400 }));
say.push("zoomed " + (length < whole), "held " + (Math.abs(timeAt(at) - (begin + (at.clientX - svg.getBoundingClientRect().left - LEFT) / width() * length)) < 1));
const first = begin;
svg.dispatchEvent(new WheelEvent("wheel", { ...at, deltaX: 50, deltaY: 0 }));
say.push("moved " + (begin > first));
svg.dispatchEvent(new MouseEvent("dblclick", at));
say.push("all again " + (Math.abs(widest() - before) < 0.01));
const result = document.createElement("pre");
result.id = "result";
result.textContent = say.join("\n");
document.body.append(result);
</script>"#;

fn browser() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    NAMES.iter().find_map(|name| folders.iter().map(|f| f.join(name)).find(|file| file.is_file()))
}

/// A folder that is removed with its owner.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Result<Folder, Failed> {
        let path = std::env::temp_dir().join(format!("pausa-browser-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path)?;
        Ok(Folder(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The page of a program in `cli/tests/timeline/`.
fn page(program: &str, folder: &Path) -> Result<PathBuf, Failed> {
    let file = folder.join("page.html");
    let mut option = std::ffi::OsString::from("--timeline=");
    option.push(&file);
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/timeline").join(program);
    let mut command = Command::new(env!("CARGO_BIN_EXE_pausa"));
    let done = command.args(["--virtual-time", "--seed=0"]).arg(option).arg(program).output()?;
    if !done.status.success() {
        return Err(String::from_utf8_lossy(&done.stderr).into_owned().into());
    }
    Ok(file)
}

/// Runs the browser; what it writes.
fn run(browser: &Path, folder: &Path, options: &[&str], page: &Path) -> Result<String, Failed> {
    const PATIENCE: Duration = Duration::from_secs(60);
    let profile = format!("--user-data-dir={}", folder.join("profile").display());
    let mut child = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", &profile])
        .args(options)
        .arg(format!("file://{}", page.display()))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut stdout = child.stdout.take().ok_or("no output")?;
    let reader = std::thread::spawn(move || {
        let mut text = Vec::new();
        std::io::Read::read_to_end(&mut stdout, &mut text).map(|_| String::from_utf8_lossy(&text).into_owned())
    });
    let end = Instant::now() + PATIENCE;
    while child.try_wait()?.is_none() {
        if Instant::now() > end {
            let _ = child.kill();
            return Err("the browser does not end".into());
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(reader.join().map_err(|_| "the browser's output cannot be read")??)
}

/// The page does what it says when somebody points, zooms and moves.
fn visited(browser: &Path) -> Result<(), Failed> {
    let folder = Folder::new("visited")?;
    let page = page("mixed.py", &folder.0)?;
    let text = std::fs::read_to_string(&page)?;
    std::fs::write(&page, text.replace("</body>", &format!("{VISIT}</body>")))?;
    let document = run(browser, &folder.0, &["--window-size=1000,500", "--dump-dom"], &page)?;
    let result = document.split_once("<pre id=\"result\">").and_then(|(_, rest)| rest.split_once("</pre>"));
    let (result, _) = result.ok_or_else(|| format!("no result in {document}"))?;
    let expected = "\
names thread MainThread,Task-1,blocks,Task-3,Task-4,thread helper
runs true
arrows true
tip true thread helper waits for its time / 0.000000 s to 2.000000 s / mixed.py:12 in helper / time.sleep(2)
zoomed true
held true
moved true
all again true";
    if result == expected { Ok(()) } else { Err(format!("the page says\n{result}\nin place of\n{expected}").into()) }
}

/// The picture of the page has what runs, waits and wakes in their colours.
fn seen(browser: &Path) -> Result<(), Failed> {
    let folder = Folder::new("seen")?;
    let page = page("tasks.py", &folder.0)?;
    let file = folder.0.join("picture.png");
    let option = format!("--screenshot={}", file.display());
    run(browser, &folder.0, &["--window-size=900,400", &option], &page)?;
    let mut reader = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(&file)?)).read_info()?;
    let mut pixels = vec![0; reader.output_buffer_size().ok_or("too great a picture")?];
    let info = reader.next_frame(&mut pixels)?;
    let size = info.color_type.samples();
    let rows: Vec<&[u8]> = pixels.chunks(info.line_size).take(info.height as usize).collect();
    let count = |color: [u8; 3]| {
        let is_it = |pixel: &[u8]| pixel.get(..3) == Some(&color[..]);
        rows.iter().flat_map(|row| row.chunks(size)).filter(|pixel| is_it(pixel)).count()
    };
    // The legend alone has 144 of each.
    for (what, color) in [("runs", [0x1a, 0x7f, 0x37]), ("waits", [0xb6, 0xc4, 0xd3]), ("wakes", [0x82, 0x50, 0xdf])] {
        let found = count(color);
        if found < 200 {
            return Err(format!("only {found} pixels show what {what}").into());
        }
    }
    Ok(())
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let browser = browser();
    if browser.is_none() {
        println!("no browser of Chromium's family is on PATH: what needs one is ignored");
    }
    let trial = |name: &str, check: fn(&Path) -> Result<(), Failed>| {
        let browser = browser.clone();
        let is_missing = browser.is_none();
        let run = move || check(&browser.ok_or("there is no browser")?);
        Trial::test(name, run).with_ignored_flag(is_missing)
    };
    let trials = vec![trial("the_page_can_be_visited", visited), trial("the_page_can_be_seen", seen)];
    libtest_mimic::run(&arguments, trials).exit_code()
}
