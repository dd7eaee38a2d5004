import Domain
import Foundation
import Store
import TestSupport
import Testing

@testable import Web

@Suite("Choices that no page offers")
struct ChoiceTests {
  @Test("who is told, of what and by which channel is never guessed")
  func telling() async throws {
    let hall = try await Hall()
    let keeper = try await hall.browser(of: "周系")
    try await keeper.open("/admin/people")
    for wrong in [["role": "boss"], ["least": "pink"], ["immediate": "later"], ["rhythm": "hourly"]] {
      try await keeper.send("/admin/people", ["name": "王芳", "role": "clerk"].merging(wrong) { $1 })
      #expect(keeper.status == 400, "\(wrong)")
    }
    #expect(try await hall.count("recipient") == 0)
    try await hall.store.keep(Recipient(id: 0, name: "王芳", role: .clerk), departments: [], addresses: [])
    // A rule that there is not must not become a route of all rules.
    for wrong in [["rule": "nothing"], ["route-least": "pink"]] {
      try await keeper.open("/admin/people")
      try await keeper.send("/admin/routes", ["route-to": "王芳"].merging(wrong) { $1 })
      #expect(keeper.status == 400, "\(wrong)")
    }
    #expect(try await hall.count("route") == 0)
    await hall.close()
  }

  @Test("an address goes to the channel it was typed for, also where another came before it meanwhile")
  func channels() async throws {
    let hall = try await Hall()
    let keeper = try await hall.browser(of: "周系")
    try await hall.store.keep(
      Channel(name: "邮件", kind: .smtp, settings: "{}", secret: nil, allowsPrivate: true, perMinute: nil))
    try await keeper.open("/admin/people")
    #expect(keeper.has("name=\"way:邮件\""))
    try await hall.store.keep(
      Channel(name: "二号邮件", kind: .smtp, settings: "{}", secret: nil, allowsPrivate: true, perMinute: nil))
    try await keeper.send("/admin/people", ["name": "王芳", "role": "clerk", "way:邮件": "wang@example.com"])
    #expect(keeper.path == "/admin/people")
    let kept = try #require(try await hall.store.recipients().first)
    let channels = kept.addresses.filter { $0.address == "wang@example.com" }.map(\.channelName)
    #expect(channels == ["邮件"])
    await hall.close()
  }

  @Test(
    "a year that cannot be read is not the last one, a department not understood is not left out, lines are not cut off"
  )
  func amounts() async throws {
    let hall = try await Hall()
    let bureau = try await hall.browser(of: "赵敏")
    try await bureau.open("/bureau/gather")
    try await bureau.send(
      "/bureau/gather", ["year": "二五", "reason": "核查", "through": "6", "format": "xlsx", "form": "monitoring"])
    #expect(bureau.status == 422)
    #expect(bureau.has("年度应是", "收到的是“二五”", "核查"))
    try await bureau.send("/bureau/gather", ["form": "weekly", "reason": "核查", "through": "6", "format": "xlsx"])
    #expect(bureau.status == 400)
    try await bureau.open("/bureau/submissions")
    try await bureau.send("/bureau/urge", ["period": "monitoring-6", "department": "nonsense"])
    #expect(bureau.status == 400)
    let clerk = try await hall.browser(of: "王芳")
    for place in ["/entry", "/observations", "/entry/draft", "/entry/preview"] {
      for count in ["501", "99999999999999999999", "-1", "x"] {
        try await clerk.open("/entry")
        try await clerk.send(place, ["lines": count, "act": "good", "project-500": "13062525P000232100244"])
        #expect(clerk.status == 400, "\(place) \(count)")
      }
      try await clerk.open("/entry")
      try await clerk.send("/entry", ["lines": "1", "act": "everything"])
    }
    #expect(try await hall.count("spending_entry") == 0)
    #expect(try await hall.count("account_draft") == 0)
    await hall.close()
  }
}
