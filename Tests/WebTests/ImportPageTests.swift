import Domain
import Foundation
import OpenXML
import Postgres
import Store
import TestSupport
import Testing

@testable import Web

@Suite("Documents sent in")
struct ImportPageTests {
  private func text(_ name: String = "304-2025.txt") throws -> String {
    try String(contentsOfFile: Samples.path(name), encoding: .utf8)
  }

  private func send(
    _ browser: Browser, _ text: String, _ fields: [String: String] = [:], name: String = "304-2025.txt"
  ) async throws {
    try await browser.open("/import")
    try await browser.upload("/import", fields, [("file", name, Array(text.utf8))])
  }

  private func kept(_ hall: Hall) async throws -> Int {
    try await Connection.open(Configuration(url: hall.url)).perform { session in
      try session.rows("SELECT count(*) FROM upload").only { try $0.next(Int.self) }
    }
  }

  @Test("a changed document: what was read, what changes, confirmed; the bytes are gone afterwards")
  func changed() async throws {
    let hall = try await Hall()
    let clerk = try await hall.browser(of: "王芳")
    let changed = try text().replacing("≥430平方米", with: "≥450平方米")
    try await send(clerk, changed)
    #expect(clerk.status == 200 && clerk.has("读到的内容", "保洁费项目", "30,000.00", "发现的问题", "第1259行"))
    #expect(clerk.has("与现有的差异", "≥430平方米", "≥450平方米", "确认导入"))
    #expect(try await kept(hall) == 1)
    let place = try #require(clerk.text.firstMatch(of: /action="(\/import\/\d+\/confirm[^"]*)"/)?.1)
    #expect(!clerk.text.contains("value=\"保定市"))
    try await clerk.send(String(place).unescaped)
    #expect(clerk.status == 200 && clerk.has("已导入“304 保定市徐水区科学技术和工业信息化局（2025年）”", "变更1"))
    #expect(try await kept(hall) == 0)
    try await clerk.send(String(place).unescaped)
    #expect(clerk.status == 404 && clerk.has("不再保留"))
    try await send(clerk, changed)
    #expect(clerk.has("没有变化"))
    let again = String(try #require(clerk.text.firstMatch(of: /action="(\/import\/\d+\/confirm[^"]*)"/)?.1)).unescaped
    try await clerk.send(again)
    #expect(clerk.has("与上次导入的文件相同"))
    await hall.close()
  }

  @Test(
    "a text is written otherwise where it was noticed: read again, the file as it came, who changed what is with the import"
  )
  func mended() async throws {
    let hall = try await Hall()
    let clerk = try await hall.browser(of: "王芳")
    try await send(clerk, try text())
    #expect(clerk.has("205年", "name=\"mend:line-1259-4\"", "在这里改"))
    let place = String(try #require(clerk.text.firstMatch(of: /action="(\/import\/\d+\/mend[^"]*)"/)?.1)).unescaped
    let was = try #require(clerk.text.firstMatch(of: /name="was:line-1259-4" value="([^"]*)"/)?.1)
    let old = String(was).unescaped
    try await clerk.send(
      place, ["was:line-1259-4": old, "mend:line-1259-4": old.replacing("205年", with: "2025年")])
    #expect(clerk.status == 200 && clerk.has("已按改过的文字重读", "已由王芳改为", "原文件照存"))
    #expect(!clerk.text.contains("少了一位数字"))
    try await clerk.send(place.replacing("/mend", with: "/confirm"))
    #expect(clerk.has("已导入“304"))
    let kept = try await Connection.open(Configuration(url: hall.url)).perform { session in
      try session.rows(
        """
        SELECT f.message, i.content FROM finding f JOIN import i ON i.id = f.import_id WHERE f.code = 'document-mended'
        """
      ).map { (try $0.next(String.self), try $0.next(Bytes.self).bytes) }
    }
    #expect(kept.count == 1 && kept.first?.0.contains("王芳") == true)
    #expect(kept.first?.1 == Array(try text().utf8))
    await hall.close()
  }

  @Test("a target that cannot be read keeps a document out, and is written otherwise in its cell")
  func mendedTarget() async throws {
    let hall = try await Hall()
    let clerk = try await hall.browser(of: "王芳")
    try await send(clerk, try text().replacing("≥430平方米", with: "≥43O平方米"))
    #expect(clerk.has("混有字母", "没有读出部门预算"))
    let cell = String(
      try #require(clerk.text.firstMatch(of: /name="mend:(line-\d+-\d+)" aria-label="[^"]*" value="≥43O平方米"/)?.1))
    let place = String(try #require(clerk.text.firstMatch(of: /action="(\/import\/\d+\/mend[^"]*)"/)?.1)).unescaped
    try await clerk.send(place, ["was:\(cell)": "≥43O平方米", "mend:\(cell)": "≥430平方米"])
    #expect(clerk.status == 200 && clerk.has("已由王芳改为", "确认导入") && clerk.hasNone("混有字母", "没有读出部门预算"))
    await hall.close()
  }

  @Test("what a document no longer has is listed, and goes only where that is agreed to")
  func removals() async throws {
    let hall = try await Hall()
    let clerk = try await hall.browser(of: "王芳")
    let whole = try text()
    let cut = try #require(Paperless.dropping(projects: 4, from: whole))
    try await send(clerk, cut)
    #expect(clerk.has("会移除的项目", "同意移除上面"))
    let place = String(try #require(clerk.text.firstMatch(of: /action="(\/import\/\d+\/confirm[^"]*)"/)?.1)).unescaped
    try await clerk.send(place)
    #expect(clerk.status == 409 && clerk.has("id=\"p-agree\""))
    try await clerk.send(place, ["agree": "yes"])
    #expect(clerk.status == 409 && clerk.has("id=\"p-agree\""))
    let named = try #require(clerk.text.firstMatch(of: /name="removals" value="([^"]+)"/)?.1)
    #expect(named.split(separator: " ").count == 4)
    try await clerk.send(place, ["agree": "yes", "removals": String(named)])
    #expect(clerk.status == 200 && clerk.has("已导入", "移除4"))
    await hall.close()
  }

  @Test("who agreed to removals that were named agreed to no others that came meanwhile, in one document or in a ZIP")
  func otherRemovals() async throws {
    let hall = try await Hall()
    let (clerk, bureau) = (try await hall.browser(of: "王芳"), try await hall.browser(of: "赵敏"))
    func place(_ browser: Browser) throws -> String {
      String(try #require(browser.text.firstMatch(of: /action="(\/import\/\d+\/confirm[^"]*)"/)?.1)).unescaped
    }
    func named(_ browser: Browser, _ field: String = "removals") throws -> String {
      let parts = browser.text.components(separatedBy: "name=\"\(field)\" value=\"")
      return String(try #require(parts.count == 2 ? parts[1].prefix { $0 != "\"" } : nil))
    }
    func importWhole(_ mark: String) async throws {
      _ = try await hall.store.importBudget(
        try Samples.budget("304-2025.txt"), findings: [], file: "乙", content: Array(mark.utf8))
    }
    // One project is gone, and four more would be.
    try await send(clerk, try #require(Paperless.dropping(projects: 1, from: try text())))
    try await clerk.send(try place(clerk))
    #expect(clerk.has("已导入", "移除1"))
    let cut = try #require(Paperless.dropping(projects: 5, from: try text()))
    try await send(clerk, cut)
    let (confirm, first) = (try place(clerk), try named(clerk))
    #expect(first.split(separator: " ").count == 4)
    let zip = try #require(ZipWriter.container(of: [ZipWriter.Part("304.txt", cut)]))
    try await bureau.open("/import")
    try await bureau.upload("/import", [:], [("file", "全县.zip", zip)])
    let (many, listed) = (try place(bureau), try named(bureau, "removals:0"))
    #expect(listed == first && bureau.has("会移除4个项目，要同意", "已支付"))
    // Meanwhile somebody brings the fifth back.
    try await importWhole("乙一")
    try await clerk.send(confirm, ["agree": "yes", "removals": first])
    #expect(clerk.status == 409 && clerk.has("没有了5个已有的项目", "id=\"p-agree\"", "同意移除上面5个项目"))
    #expect(!clerk.text.contains("value=\"yes\" checked"))
    try await bureau.send(many, ["pick": "0", "agree": "yes", "removals:0": listed])
    #expect(bureau.status == 409 && bureau.has("没有了5个已有的项目") && !bureau.text.contains("value=\"yes\" checked"))
    let standing = try await hall.store.departments(code: "304").first?.projects
    #expect(standing == 12)
    // What is named now is agreed to now.
    try await clerk.send(confirm, ["agree": "yes", "removals": try named(clerk)])
    #expect(clerk.status == 200 && clerk.has("已导入", "移除5"))
    try await importWhole("乙二")
    try await bureau.open(many.replacing("/confirm", with: ""))
    try await bureau.send(many, ["pick": "0", "agree": "yes", "removals:0": try named(bureau, "removals:0")])
    #expect(bureau.status == 200 && bureau.has("已办理1个", "移除5"))
    await hall.close()
  }

  @Test("only looked at: nothing is kept, and the findings come as a sheet to be handed back")
  func checkOnly() async throws {
    let hall = try await Hall()
    let clerk = try await hall.browser(of: "王芳")
    try await send(clerk, try text().replacing("≥430平方米", with: "≥450平方米"), ["check": "yes"])
    #expect(clerk.has("只检查，没有写入", "问题清单XLSX") && !clerk.text.contains("确认导入"))
    let place = String(try #require(clerk.text.firstMatch(of: /href="(\/import\/\d+\/findings[^"]*)"/)?.1)).unescaped
    try await clerk.open(place)
    #expect(clerk.status == 200 && clerk.bytes.starts(with: [0x50, 0x4B]))
    let sheet = try ZipArchive.read(clerk.bytes) { $0.contains("sharedStrings") }
    let words = String(decoding: sheet.values.first ?? [], as: UTF8.self)
    #expect(words.contains("部门预算文件检查结果") && words.contains("第1259行") && words.contains("注意"))
    await hall.close()
  }

  @Test(
    "a file that is none, one that says nothing of whose it is, a field that cannot be read: said at its field, all kept"
  )
  func refused() async throws {
    let hall = try await Hall()
    let clerk = try await hall.browser(of: "王芳")
    try await send(clerk, "%PDF-1.7", ["name": "某局"], name: "预算.pdf")
    #expect(clerk.status == 422 && clerk.has("id=\"p-file\"", "value=\"某局\""))
    try await send(clerk, try text(), ["year": "二五年"])
    #expect(clerk.status == 422 && clerk.has("id=\"p-year\"", "value=\"二五年\""))
    try await send(clerk, "没有表格的文字\n", name: "说明.txt")
    #expect(clerk.status == 200 && clerk.has("没有读出部门预算", "写明后重读") && !clerk.text.contains("确认导入"))
    try await clerk.open("/import")
    try await clerk.upload("/import", [:], [])
    #expect(clerk.status == 422 && clerk.has("请选择文件"))
    await hall.close()
  }

  @Test("another's file is not there, and another's department is refused")
  func others() async throws {
    let hall = try await Hall()
    let (clerk, stranger) = (try await hall.browser(of: "王芳"), try await hall.browser(of: "陈外"))
    try await send(clerk, try text())
    let place = String(try #require(clerk.text.firstMatch(of: /action="(\/import\/\d+)\/drop/)?.1))
    for path in [place, place + "/findings"] {
      try await stranger.open(path)
      #expect(stranger.status == 404 && !stranger.text.contains("保洁"))
    }
    try await stranger.open("/me")
    try await stranger.send(place + "/confirm")
    #expect(stranger.status == 404)
    try await stranger.send(place + "/drop")
    #expect(try await kept(hall) == 1)
    try await send(stranger, try text().replacing("≥430平方米", with: "≥450平方米"))
    #expect(!stranger.text.contains("430平方米"))
    await hall.close()
  }

  @Test("what is too much is refused with its measure, and nothing that waits goes unasked")
  func tooMuch() async throws {
    let hall = try await Hall()
    let clerk = try await hall.browser(of: "王芳")
    func sending(_ parts: [ZipWriter.Part]) async throws {
      let zip = try #require(ZipWriter.container(of: parts))
      try await clerk.open("/import")
      try await clerk.upload("/import", [:], [("file", "全县.zip", zip)])
    }
    try await sending((0...200).map { ZipWriter.Part("\($0).txt", "文\n") })
    #expect(clerk.status == 422 && clerk.has("全县.zip 里有201个文件，一次最多200个", "id=\"p-file\""))
    try await sending([ZipWriter.Part("a/304.txt", "甲"), ZipWriter.Part("a/304.txt", "乙")])
    #expect(clerk.status == 422 && clerk.has("全县.zip 里有两个“a/304.txt”"))
    // Of what packing makes no smaller, a little more than is kept and less than a request may have.
    var (number, noise) = (UInt32(1), [UInt8]())
    for _ in 0..<65_536 {
      number = number &* 1_664_525 &+ 1_013_904_223
      noise.append(UInt8(number >> 24))
    }
    try await sending([ZipWriter.Part("more.txt", bytes: Array(repeatElement(noise, count: 320).joined()))])
    #expect(clerk.status == 422 && clerk.has("全县.zip 有21 MB，超过20 MB的上限"))
    #expect(try await kept(hall) == 0)
    for number in 1...5 { try await send(clerk, try text(), name: "\(number).txt") }
    try await send(clerk, try text(), ["name": "某局"], name: "6.txt")
    #expect(clerk.status == 409 && clerk.has("已有5个上传的文件等待确认（“1.txt”、“2.txt”", "id=\"p-file\"", "value=\"某局\""))
    #expect(try await kept(hall) == 5)
    // What waits is listed there: it is gone on with, or given up.
    try await clerk.open("/import")
    #expect(clerk.has("等待确认的文件", ">1.txt</a>", ">5.txt</a>"))
    let place = String(try #require(clerk.text.firstMatch(of: /action="(\/import\/\d+\/drop)/)?.1))
    try await clerk.send(place)
    #expect(clerk.status == 200 && !clerk.has(">1.txt</a>") && clerk.has(">2.txt</a>"))
    try await send(clerk, try text(), name: "6.txt")
    #expect(clerk.status == 200 && clerk.has("读到的内容"))
    let stranger = try await hall.browser(of: "陈外")
    try await stranger.open("/import")
    #expect(!stranger.has("等待确认的文件"))
    await hall.close()
  }

  @Test("a ZIP of many: a table of what was read of each, those that are ticked are imported")
  func many() async throws {
    let hall = try await Hall()
    let bureau = try await hall.browser(of: "赵敏")
    let parts = [
      ZipWriter.Part("县/304.txt", try text().replacing("≥430平方米", with: "≥450平方米")),
      ZipWriter.Part("县/306.txt", try text("306-2025.txt")), ZipWriter.Part("县/说明.txt", "请查收\n"),
      ZipWriter.Part("__MACOSX/县/._304.txt", "x"),
    ]
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).zip").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = try #require(ZipFile(path: path))
    for part in parts { #expect(file.add(part)) }
    #expect(file.close())
    let zip = try Samples.bytes(path)
    try await bureau.open("/import")
    try await bureau.upload("/import", [:], [("file", "全县.zip", zip)])
    #expect(bureau.status == 200 && bureau.has("3个文件，读出2个部门预算", "304.txt", "306.txt", "说明.txt", "导入所选"))
    let place = String(try #require(bureau.text.firstMatch(of: /action="(\/import\/\d+\/confirm[^"]*)"/)?.1)).unescaped
    try await bureau.send(place)
    #expect(bureau.status == 422 && bureau.has("没有选中的文件"))
    try await bureau.send(place, ["pick": "0"])
    #expect(bureau.status == 200 && bureau.has("已办理1个，还有0个", "已导入“304"))
    await hall.close()
  }
}

/// A document with less in it.
enum Paperless {
  /// Without the sections of its last projects; nil where they are not found.
  static func dropping(projects count: Int, from text: String) -> String? {
    var lines = text.components(separatedBy: "\n")
    let heads = lines.indices.filter { lines[$0].contains("绩效目标表") && lines[$0].first?.isNumber == true }
    guard heads.count > count, let last = heads.last else { return nil }
    let end = lines[last...].firstIndex { $0.hasPrefix("八、") } ?? lines.endIndex
    lines.removeSubrange(heads[heads.count - count]..<end)
    return lines.joined(separator: "\n")
  }
}
