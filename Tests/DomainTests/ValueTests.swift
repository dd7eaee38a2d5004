import Domain
import Testing

@Suite("Days, money, numbers and codes")
struct ValueTests {
  @Test(
    "a date is read as clerks write it",
    arguments: [
      ("2025-03-20", "2025-03-20"), ("2025/3/20", "2025-03-20"), ("2025.3.20", "2025-03-20"),
      ("20250320", "2025-03-20"),
      ("2025年3月20日", "2025-03-20"), ("２０２５-03-20", "2025-03-20"), ("2025/3/20 0:00:00", "2025-03-20"),
      ("2024-02-29", "2024-02-29"),
    ])
  func readsDates(text: String, expected: String) throws {
    #expect(try Day.parse(text).description == expected)
  }

  @Test(
    "what is no date is refused",
    arguments: ["2025-02-30", "2025-13-01", "昨天", "", "2025-03", "2025-03-20 13:05", "3-20-2025"])
  func refusesNonDates(text: String) {
    #expect(throws: Refusal.value(.notADate(text))) { try Day.parse(text) }
  }

  @Test("every day of 400 years comes back from its parts")
  func roundTripsDays() {
    var weekday = Day(startOf: 1800).weekday
    for number in Day(startOf: 1800).number..<Day(startOf: 2200).number {
      let day = Day(number: number)
      let (y, m, d) = day.components
      #expect(Day(y, m, d) == day)
      #expect(day.weekday == weekday)
      weekday = weekday % 7 + 1
    }
    #expect(Day(startOf: 1970).number == 0)
    #expect(Day(2025, 6, 20)?.weekday == 5)
  }

  @Test("an instant belongs to the day it is in Asia/Shanghai")
  func shanghaiDay() {
    #expect(Day(secondsSince1970: 1_751_299_199).description == "2025-06-30")
    #expect(Day(secondsSince1970: 1_751_299_200).description == "2025-07-01")
  }

  @Test(
    "amounts are exact and know their units",
    arguments: [
      ("7500元", "7500.00"), ("0.75万元", "7500.00"), ("2万", "20000.00"), ("7,500.00", "7500.00"), ("7，500", "7500.00"),
      ("107351.04元", "107351.04"), ("0.1", "0.10"), ("１２３．５", "123.50"), ("12 3.5", nil), ("¥38400", "38400.00"),
      ("10.735104万元", "107351.04"),
      ("-5", "-5.00"),
    ])
  func readsMoney(text: String, expected: String?) {
    #expect((try? Money.parse(text))?.yuan == expected)
  }

  @Test(
    "what cannot be an amount says why",
    arguments: [
      ("12.345", "amount-too-fine"), ("abc", "not-an-amount"), ("", "not-an-amount"),
      ("99999999999999", "amount-too-large"),
    ])
  func refusesMoney(text: String, code: String) {
    #expect { try Money.parse(text) } throws: { ($0 as? Refusal)?.code == code }
  }

  @Test(
    "万元 are rounded half up to two decimals",
    arguments: [
      (5_196_628, "5.20"), (10_735_104, "10.74"), (33_439_008, "33.44"), (3_665_880, "3.67"),
      (1_262_220_000, "1,262.22"),
      (500_000, "0.50"), (5_000, "0.01"), (4_999, "0.00"), (-5_000, "-0.01"),
    ])
  func showsTenThousands(fen: Int64, expected: String) {
    #expect(Money(fen: fen).tenThousands == expected)
  }

  @Test("2.10 and 2.1 are the same number, written differently")
  func quantities() throws {
    let (a, b) = (try #require(Quantity(parsing: "2.10")), try #require(Quantity(parsing: "2.1")))
    #expect(a == b && a.hashValue == b.hashValue)
    #expect(a.description == "2.10" && a.shortest == "2.1")
    #expect(Quantity(parsing: "1e5") == nil && Quantity(parsing: "1.") == nil && Quantity(parsing: ".5") == nil)
  }

  @Test("a rate is rounded half up only to be shown")
  func rates() throws {
    #expect(Ratio(9_300, 15_000)?.percentText == "62.00")
    #expect(Ratio(1, 3)?.percentText == "33.33")
    #expect(Ratio(8_999_999, 10_000_000)?.percentText == "90.00")
    #expect(try #require(Ratio(8_999_999, 10_000_000)) < .percent(90))
    #expect(Ratio.mean([.one, try #require(Ratio(62, 100))])?.percentText == "81.00")
    #expect(Ratio(1, 0) == nil && Ratio.mean([]) == nil)
    // Four checkpoints of a budget of ten thousand million yuan, none of whose shares have a common factor.
    let large = [9_999_999_999_999_937, 9_999_999_999_999_917, 9_999_999_999_999_887, 9_999_999_999_999_851]
    #expect(Ratio.mean(large.compactMap { Ratio(Int64($0) / 2, Int64($0)) })?.percentText == "50.00")
    #expect(Ratio(lowest: 1 << 120, 1 << 121) == Ratio(1, 2) && Ratio(lowest: 1, 0) == nil)
    #expect(Ratio(1, 2) == Ratio(2, 4) && Ratio(1, 2)?.hashValue == Ratio(2, 4)?.hashValue)
    #expect(Ratio(0, 5) == Ratio(0, 7) && Ratio(0, 5)?.hashValue == Ratio(0, 7)?.hashValue)
  }

  @Test("a share of a budget is compared without rounding")
  func shares() throws {
    let third = try #require(Share(2_700, 8_100))
    #expect(third.percentText == "33.3333")
    #expect(third.exceeds(paid: Money(fen: 2_699_999), budget: Money(fen: 8_100_000)))
    #expect(!third.exceeds(paid: Money(fen: 2_700_000), budget: Money(fen: 8_100_000)))
    #expect(Share(percent: Quantity(units: 25)).missing(paid: .zero, budget: Money(fen: 3)) == Money(fen: 1))
    #expect(Share(monthsOfYear: 10).percentText == "83.3333")
  }
}

@Suite("Project codes")
struct ProjectCodeTests {
  static let published = [
    "13062525P000232100244", "13062525P000234100228", "13062525P00023210026B", "13062525P00022910014Q",
    "13062525P00023210023G", "13062525P00019310002E", "13062525P00019310001T", "13062525P000194100024",
    "13062525P00019410001G", "13062525P00007510005E", "13062525P000229100160", "13062525P00002410049J",
    "13040225P00000610003R", "13040225P00000410003E", "13040224P00021410004A", "13040225P00023510002M",
    "13040224P00021210004Y", "13040224P00001610005R", "13040224P00001410007M",
  ]

  @Test("the check character holds for published codes", arguments: published)
  func holds(code: String) {
    #expect(ProjectCode(code)?.check == .correct)
  }

  @Test("every substitution of one character is noticed")
  func substitutions() {
    for code in ProjectCodeTests.published {
      for index in code.indices
      where code.distance(from: code.startIndex, to: index) != 8 && code.distance(from: code.startIndex, to: index) > 1
      {
        for symbol in "0123456789ABCDEFGHJKLMNPQRTUWXY" where symbol != code[index] {
          var changed = code
          changed.replaceSubrange(index...index, with: String(symbol))
          #expect(ProjectCode(changed)?.check != .correct)
        }
      }
    }
  }

  @Test(
    "whatever is proposed has a right check character",
    arguments: ["13062525P000232I00244", "13062525P000232100249", "13062525P000323100244"])
  func proposals(typed: String) throws {
    guard case .wrong(let suggestions)? = ProjectCode(typed)?.check else {
      Issue.record("not noticed")
      return
    }
    #expect(!suggestions.isEmpty && suggestions.allSatisfy { $0.check == .correct })
  }

  @Test("the letter O for a zero is proposed as a zero")
  func letterO() throws {
    let right = try #require(ProjectCode("13062525P000232100244"))
    #expect(ProjectCode("13062525P00023210O244")?.check == .wrong(suggestions: [right]))
  }

  @Test("codes of another build are left alone", arguments: ["51000021R000000019951", "51092324T000010263357", "ABC"])
  func otherProvinces(code: String) {
    #expect(ProjectCode(code)?.check == .notApplicable)
  }

  @Test("blanks and lower case are noise; the year tells what is carried over")
  func normalises() throws {
    let code = try #require(ProjectCode(" 13040224p000214 10004a"))
    #expect(code.text == "13040224P00021410004A")
    #expect(code.year == 2024)
    #expect(ProjectCode("  ") == nil)
  }
}
