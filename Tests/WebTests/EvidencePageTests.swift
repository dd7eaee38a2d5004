import Contract
import Domain
import HTTPTypes
import Store
import TestSupport
import Testing

@testable import Web

/// Files of indicators' values by the pages.
@Suite("Evidence by the pages")
struct EvidencePageTests {
  private static let cleaning = EntryPageTests.cleaning
  private static let project = "/projects/" + cleaning
  private static let page = "/evidence?project=" + cleaning + "&indicator=1"

  private func value(_ value: String = "430", _ date: String = "2025-06-30") -> [String: String] {
    ["indicator": "1", "valueDate": date, "value": value, "evidence": "验收"]
  }

  private func link(_ browser: Browser) throws -> String {
    String(try #require(browser.text.firstMatch(of: /href="(\/evidence\/file\/\d+)"/)).1)
  }

  @Test("files come with a value or after it, stand as links wherever the value does, and are downloaded as they were")
  func whole() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open(Self.project + "?tab=indicators")
    #expect(browser.has("multiple", "佐证材料（可不填）"))
    try await browser.upload(
      Self.project + "/values", value(),
      [("files", "..\\验收单.pdf", EvidenceSamples.pdf()), ("files", "照片.png", EvidenceSamples.png)])
    #expect(browser.status == 200 && browser.has("已收下佐证材料2个。", "验收单.pdf", "照片.png", "王芳", "上传和管理佐证材料"))
    let place = try link(browser)
    try await browser.open("/observations?show=all")
    #expect(browser.has(place, "验收单.pdf") && browser.has("/evidence?project=\(Self.cleaning)&amp;indicator=%23"))
    try await browser.open(place)
    #expect(browser.status == 200 && browser.bytes == EvidenceSamples.pdf())
    #expect(browser.headers[.contentType] == "application/pdf")
    #expect(browser.headers[.contentDisposition]?.hasPrefix("attachment; filename=") == true)
    #expect(
      browser.headers[.init("X-Content-Type-Options")!] == "nosniff" && browser.headers[.cacheControl] == "no-store")
    try await browser.open(Self.page)
    #expect(browser.status == 200 && browser.has("保洁服务面积", "430平方米", "上传", "撤回“照片.png”"))
    try await browser.upload(
      Self.page, ["day-of-value": "2025-06-30"], [("files", "再一份.pdf", EvidenceSamples.pdf())])
    #expect(browser.status == 200 && browser.has("已经有这个文件（“验收单.pdf”）") && !browser.has("再一份"))
    // Taken back: why is asked for, and stands there then.
    try await browser.send(place + "?back=" + Self.page.encoded, ["reason": " "])
    #expect(browser.status == 422 && browser.has("请写明为什么撤回。", "id=\"f-reason\""))
    try await browser.send(place + "?back=" + Self.page.encoded, ["reason": "传错<了>"])
    #expect(browser.status == 200 && browser.has("已撤回佐证材料“验收单.pdf”", "王芳撤回：传错&lt;了&gt;"))
    try await browser.open(place)
    #expect(browser.status == 404 && browser.has("已由王芳撤回"))
    try await browser.open(Self.project + "?tab=indicators")
    #expect(!browser.has("验收单.pdf") && browser.has("照片.png"))
    await hall.close()
  }

  @Test(
    "what is not taken is told before anything is saved; what was typed stays, and which files to choose again is said"
  )
  func refused() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open(Self.project + "?tab=indicators")
    for (content, words) in [
      ([], "是空的"), (Array("MZ".utf8), "不是能收的格式"),
      (EvidenceSamples.pdf(bytes: EvidenceLimit.bytes + 1), "每个文件最多10MB"),
    ] as [([UInt8], String)] {
      try await browser.upload(Self.project + "/values", value(), [("files", "a.pdf", content)])
      #expect(browser.status == 422 && browser.has(words, "value=\"430\"", "选过的文件没有保留：a.pdf。请重新选择。"), "\(words)")
    }
    #expect(try await hall.texts("SELECT id::text FROM observation").isEmpty)
    // A value that is wrong, with a file that is not.
    try await browser.upload(Self.project + "/values", value("胡写"), [("files", "b.pdf", EvidenceSamples.pdf())])
    #expect(browser.status == 422 && browser.has("选过的文件没有保留：b.pdf"))
    #expect(try await hall.texts("SELECT id::text FROM evidence_file").isEmpty)
    try await browser.send(Self.project + "/values", value())
    try await browser.open(Self.page)
    try await browser.send(Self.page, ["day-of-value": "2025-06-30"])
    #expect(browser.status == 422 && browser.has("没有选择文件"))
    try await browser.upload(Self.page, ["day-of-value": "2025-06-29"], [("files", "b.pdf", EvidenceSamples.pdf())])
    #expect(browser.status == 409 && browser.has("没有完成值"))
    await hall.close()
  }

  @Test("a session that is over in the middle: the text is kept, a file is not, and that is said")
  func over() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open(Self.project + "?tab=indicators")
    try await hall.run("UPDATE account_session SET ended_at = now(), end_reason = 'idle'")
    try await browser.upload(
      Self.project + "/values", value("431"), [("files", "C:\\丢了.pdf", EvidenceSamples.pdf())])
    let kept = try #require(try await hall.texts("SELECT id::text FROM kept_post").first)
    let fields = try await hall.texts("SELECT fields FROM kept_post")
    #expect(fields.allSatisfy { !$0.contains("PDF-1.4") && $0.contains("431") })
    let again = try await hall.browser(of: "王芳")
    try await again.open("/kept/\(kept)")
    #expect(again.status == 200 && again.has("value=\"431\"", "选过的文件没有保留：丢了.pdf。请重新选择。"))
    #expect(try await hall.texts("SELECT id::text FROM evidence_file").isEmpty)
    await hall.close()
  }

  @Test("out of sight there is nothing: 404 for the file, whoever guesses its number")
  func sight() async throws {
    let hall = try await Hall()
    let browser = try await hall.browser(of: "王芳")
    try await browser.open(Self.project + "?tab=indicators")
    try await browser.upload(Self.project + "/values", value(), [("files", "a.pdf", EvidenceSamples.pdf())])
    let place = try link(browser)
    for (name, status) in [("李强", 200), ("赵敏", 200), ("陈外", 404), ("孙远", 404), ("周系", 403), ("郑审", 403)] {
      let other = try await hall.browser(of: name)
      try await other.open(place)
      #expect(other.status == status, "\(name)")
      if status != 200 { #expect(!other.has("a.pdf") && !other.has("PDF-1.4")) }
    }
    let watcher = try await hall.browser(of: "赵敏")
    try await watcher.open(Self.page)
    #expect(
      watcher.status == 200 && watcher.has("a.pdf") && !watcher.has("name=\"files\"") && !watcher.has("name=\"reason\"")
    )
    let stranger = try await hall.browser(of: "陈外")
    try await stranger.open("/me")
    try await stranger.send(place, ["reason": "x"])
    #expect(stranger.status == 404)
    let anyone = try await hall.browser()
    try await anyone.open(place, follow: false)
    #expect(anyone.status == 303)
    await hall.close()
  }
}
