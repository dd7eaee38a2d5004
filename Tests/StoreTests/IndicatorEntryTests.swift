import Domain
import Store
import TestSupport
import Testing

@Suite("The indicator a person means")
struct IndicatorEntryTests {
  private func entries() async throws -> [IndicatorEntry] {
    let store = try await TestServer.store()
    _ = try await store.importBudget(try Samples.budget("304-2025.txt"), findings: [], file: "a.txt", content: [1])
    let code = try #require(ProjectCode("13062525P000232100244"))
    return try await store.indicators(project: try #require(try await store.accounts(of: code).first).id)
  }

  @Test("a number, a name, or a part only one has")
  func chosen() async throws {
    let entries = try await entries()
    for text in ["7", "机关人员满意度", "机关人员", " 机关 人员 "] {
      #expect(try IndicatorEntry.choose(text, from: entries).position == 7)
    }
  }

  @Test("what is none or several is refused with the choices")
  func refused() async throws {
    let entries = try await entries()
    func message(_ text: String) -> String? {
      do {
        _ = try IndicatorEntry.choose(text, from: entries)
        return nil
      } catch {
        return error.message
      }
    }
    #expect(message("8")?.hasPrefix("没有第8项指标。可选：1.保洁服务面积、2.") == true)
    #expect(message("绿化")?.hasPrefix("没有名为“绿化”的指标。可选：") == true)
    #expect(message("及时率") == "“及时率”符合几项指标，请用序号：3.保洁服务及时率（≥90%）、4.支出进度及时率（≥90%）。")
  }

  @Test("a computed indicator and a day of another year are refused")
  func values() async throws {
    let entries = try await entries()
    let (june, lastYear) = (try Day.parse("2025-06-01"), try Day.parse("2024-06-01"))
    #expect(try entries[6].context.value("95%", on: june, today: june) == .number(Quantity(units: 95)))
    let computed = #expect(throws: Refusal.self) { try entries[3].context.value("95%", on: june, today: june) }
    #expect(computed?.message == "指标“支出进度及时率”由支出记录自动计算，不需要填报。")
    let early = #expect(throws: Refusal.self) { try entries[6].context.value("95%", on: lastYear, today: lastYear) }
    #expect(early?.code == "outside-fiscal-year")
  }
}
