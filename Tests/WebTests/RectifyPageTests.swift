import Contract
import Desk
import Domain
import Foundation
import Testing

@testable import Web

@Suite("What is asked to be put right")
struct RectifyPageTests {
  @Test(
    "issued by the bureau, answered by the clerk, given back, answered again, closed; each on the page and as a letter")
  func wholeWay() async throws {
    let hall = try await Hall()
    let (bureau, clerk) = (try await hall.browser(of: "赵敏"), try await hall.browser(of: "王芳"))
    try await bureau.open("/rectify")
    #expect(bureau.has("还没有整改通知", "发整改通知"))
    try await bureau.open("/rectify/new?project=\(Cleaning.code)&problem=\("支付慢".encoded)")
    #expect(bureau.has("value=\"\(Cleaning.code)\"", "支付慢</textarea>"))
    try await bureau.send(
      "/rectify/new",
      ["project": Cleaning.code, "problem": "支付慢<1>", "demand": "加快", "due": "2025-06-01"])
    #expect(bureau.status == 422 && bureau.has("id=\"p-due\"", "支付慢&lt;1&gt;</textarea>", "value=\"2025-06-01\""))
    try await bureau.send(
      "/rectify/new",
      [
        "project": Cleaning.code, "department": ":306:2025", "problem": "支付慢于计划", "demand": "7月底前补足",
        "due": "2025-07-31",
      ])
    #expect(bureau.status == 200 && bureau.has("已发出整改通知 #1", "保洁费项目", "待整改", "部门还没有反馈"))

    try await clerk.open("/rectify")
    #expect(clerk.has("支付慢于计划", "2025年7月31日", "待整改1") && !clerk.text.contains("发整改通知"))
    try await clerk.open("/rectify/1")
    try await clerk.send("/rectify/1", ["act": "answer", "note": " "])
    #expect(clerk.status == 422 && clerk.has("请写明整改措施和结果", "id=\"p-note\""))
    try await clerk.send("/rectify/1", ["act": "answer", "note": "已支付6000元"])
    #expect(clerk.has("已反馈，等待核实", "已支付6000元"))
    try await clerk.send("/rectify/1", ["act": "close", "note": "好"])
    #expect(clerk.status == 403)

    try await bureau.open("/rectify?state=answered")
    #expect(bureau.has("支付慢于计划", "王芳反馈"))
    try await bureau.open("/rectify/1")
    try await bureau.send("/rectify/1", ["act": "reject", "note": "请附凭证"])
    #expect(bureau.has("已退回", "请附凭证"))
    try await clerk.open("/rectify/1")
    try await clerk.send("/rectify/1", ["act": "answer", "note": "凭证已附"])
    try await bureau.open("/rectify/1")
    try await bureau.send("/rectify/1", ["act": "close", "note": "核实无误"])
    #expect(bureau.has("已销号") && !bureau.text.contains("<textarea"))
    try await bureau.send("/rectify/1", ["act": "close", "note": "再来"])
    #expect(bureau.status == 409 && bureau.has("已经销号"))
    for (format, start) in [("pdf", Array("%PDF".utf8)), ("docx", [0x50, 0x4B])] {
      try await clerk.open("/rectify/1/letter?format=\(format)")
      #expect(clerk.status == 200 && clerk.bytes.starts(with: start))
    }
    try await clerk.open("/rectify/file")
    #expect(clerk.status == 200 && clerk.bytes.starts(with: [0x50, 0x4B]))
    await hall.close()
  }

  @Test("another department's notice is not there for others, by number, as a letter, or in the list")
  func others() async throws {
    let hall = try await Hall()
    let bureau = try await hall.browser(of: "赵敏")
    try await bureau.open("/rectify/new")
    try await bureau.send(
      "/rectify/new",
      ["project": Cleaning.code, "problem": "支付慢于计划", "demand": "补足", "due": "2025-07-31"])
    for name in ["陈外", "孙远"] {
      let stranger = try await hall.browser(of: name)
      try await stranger.open("/rectify")
      #expect(!stranger.text.contains("支付慢"))
      for path in ["/rectify/1", "/rectify/1/letter"] {
        try await stranger.open(path)
        #expect([403, 404].contains(stranger.status) && !stranger.text.contains("支付慢"))
      }
      try await stranger.open("/me")
      try await stranger.send("/rectify/1", ["act": "answer", "note": "冒名"])
      #expect([403, 404].contains(stranger.status))
    }
    await hall.close()
  }
}
