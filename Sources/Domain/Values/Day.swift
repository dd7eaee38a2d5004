/// A day of the civil calendar in Asia/Shanghai, without a time.
///
/// Kept as the count of days since 1970-01-01, so that comparing, adding and storing are integer work.
/// Asia/Shanghai is UTC+8 for every date the product deals with.
package struct Day: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; negative before.
  package let number: Int32

  /// The day that is `number` days after 1970-01-01.
  package init(number: Int32) { self.number = number }

  /// The given civil date, or nil when there is no such date (2025-02-30).
  package init?(_ year: Int, _ month: Int, _ day: Int) {
    guard (1...12).contains(month), (1600...9999).contains(year), day >= 1, day <= Day.length(ofMonth: month, in: year)
    else { return nil }
    self.init(number: Day.number(year, month, day))
  }

  /// The last day of a month. `month` is 1…12; other values are taken as the nearest of these.
  package init(endOf month: Int, in year: Int) {
    let month = min(max(month, 1), 12)
    self.init(number: Day.number(year, month, Day.length(ofMonth: month, in: year)))
  }

  /// The first day of a year.
  package init(startOf year: Int) { self.init(number: Day.number(year, 1, 1)) }

  /// The day that holds the given instant in Asia/Shanghai.
  package init(secondsSince1970 seconds: Int64) {
    let shifted = seconds + 8 * 3600
    self.init(number: Int32(shifted >= 0 ? shifted / 86_400 : (shifted - 86_399) / 86_400))
  }

  package static func < (a: Day, b: Day) -> Bool { a.number < b.number }

  /// The day `count` days later (earlier when negative).
  package static func + (day: Day, count: Int) -> Day { Day(number: day.number + Int32(count)) }

  /// The day `count` days earlier.
  package static func - (day: Day, count: Int) -> Day { Day(number: day.number - Int32(count)) }

  /// Calendar days from this day to `other`; negative when `other` is earlier.
  package func days(to other: Day) -> Int { Int(other.number - number) }

  /// 1 for Monday … 7 for Sunday.
  package var weekday: Int { Int(((number % 7) + 7 + 3) % 7) + 1 }

  /// Year, month (1…12) and day (1…31).
  package var components: (year: Int, month: Int, day: Int) {
    // Howard Hinnant's civil_from_days, on 400-year eras that start on 1 March.
    let z = Int(number) + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// The calendar year.
  package var year: Int { components.year }

  static func length(ofMonth month: Int, in year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int32 {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int32(era * 146_097 + dayOfEra - 719_468)
  }
}

extension Day: CustomStringConvertible {
  /// `2025-06-30`.
  package var description: String {
    let (year, month, day) = components
    return "\(year)-\(Day.two(month))-\(Day.two(day))"
  }

  /// `2025年6月30日`, as documents for people write it.
  package var chinese: String {
    let (year, month, day) = components
    return "\(year)年\(month)月\(day)日"
  }

  private static func two(_ n: Int) -> String { n < 10 ? "0\(n)" : String(n) }
}

extension Day {
  /// Reads a date as clerks write it: `2025-03-20`, `2025/3/20`, `2025.3.20`, `2025年3月20日`, `20250320`.
  ///
  /// A spreadsheet's midnight (`2025/3/20 0:00:00`) is accepted; any other time of day is not a date.
  package static func parse(_ text: String) throws(Refusal) -> Day { try read(Array(text.utf8)[...]) }

  /// The same out of the bytes of a cell, in UTF-8.
  package static func read(_ cell: ArraySlice<UInt8>) throws(Refusal) -> Day {
    let bytes = cell.normalised
    let date = bytes.prefix { $0 != 0x20 }
    let time = bytes[date.endIndex...]
    var (numbers, lengths, separators) = ([Int](), [Int](), [UInt8]())
    var isInNumber = false
    for byte in date {
      if (48...57).contains(byte) {
        if !isInNumber {
          numbers.append(0)
          lengths.append(0)
        }
        let last = numbers.count - 1
        guard lengths[last] < 8 else { throw .value(.notADate(cell.excerpt)) }
        (numbers[last], lengths[last]) = (numbers[last] * 10 + Int(byte - 48), lengths[last] + 1)
        isInNumber = true
      } else {
        separators.append(byte)
        isInNumber = false
      }
    }
    if lengths == [8], separators.isEmpty {
      (numbers, lengths) = ([numbers[0] / 10_000, numbers[0] / 100 % 100, numbers[0] % 100], [4, 2, 2])
    }
    guard isMidnight(time), lengths.count == 3, lengths[0] == 4, lengths[1] <= 2, lengths[2] <= 2,
      Day.separators.contains(where: { separators.elementsEqual($0.utf8) }),
      let day = Day(numbers[0], numbers[1], numbers[2])
    else { throw .value(.notADate(cell.excerpt)) }
    return day
  }

  private static let separators = ["--", "", "//", "..", "年月日", "年月"]

  /// ` 0:00`, ` 00:00:00`, or nothing.
  private static func isMidnight(_ time: ArraySlice<UInt8>) -> Bool {
    let parts = time.dropFirst().split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    return time.isEmpty
      || ((2...3).contains(parts.count) && parts.allSatisfy { [[48], [48, 48]].contains(Array($0)) })
  }
}
