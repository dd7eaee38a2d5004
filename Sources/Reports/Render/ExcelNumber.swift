internal import Domain

/// A cell that is only a number, as a spreadsheet keeps it: the exact value, in a format that prints what the form prints.
struct ExcelNumber {
  /// In the unit the format prints; a rate as a fraction of one.
  let value: Double
  /// What Excel prints it by.
  let format: String
  /// The value in millionths, for sums; nil for a rate.
  let exact: Int128?

  /// What an empty cell counts as.
  static let zero: Int128 = 0

  /// Nil for a cell that says anything else than a number, perhaps with its unit.
  init?(_ cell: FormGrid.Cell) {
    guard cell.missing == nil, let read = ExcelNumber.read(cell.text) else { return nil }
    let isRate = read.unit == "%"
    let quoted = isRate ? "%" : read.unit.isEmpty ? "" : "\"\(read.unit)\""
    format = read.digits + quoted
    switch (cell.figure, isRate) {
    // Binary fractions are the spreadsheet's own; nothing is worked out with them here.
    case (.amount(let money)?, false):
      (value, exact) = (Double(money.fen) / 1_000_000, Int128(money.fen))
    case (.rate(let ratio)?, true): (value, exact) = (Double(ratio.numerator) / Double(ratio.denominator), nil)
    default:
      let number = Double(read.number.units) / Double(ExcelNumber.power(read.number.scale))
      value = isRate ? number / 100 : number
      exact = isRate || read.number.scale > 6 ? nil : Int128(read.number.rescaled(to: 6).units)
    }
  }

  /// A number as forms print it: digits with or without separators and decimals, perhaps a sign and a unit without digits.
  private static func read(_ text: String) -> (number: Quantity, digits: String, unit: String)? {
    let unsigned = text.drop { $0 == "-" }
    guard text.count - unsigned.count <= 1 else { return nil }
    let body = unsigned.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") }
    let unit = unsigned[body.endIndex...]
    let whole = body.prefix { $0 != "." }
    // Codes begin with zeros and have many digits; a unit is short and one word.
    guard let first = body.first, first.isNumber, first != "0" || whole.count == 1, body.count <= 15, unit.count <= 5,
      !unit.contains(where: {
        "0"..."9" ~= $0 || "０"..."９" ~= $0 || $0.isWhitespace || $0.isPunctuation && $0 != "%" || $0 == "\""
          || $0 == "＊"
      }),
      !unit.contains("%") || unit == "%", let number = Quantity(parsing: text.prefix(text.count - unit.count))
    else { return nil }
    let decimals = body.count - whole.count
    let point = decimals > 1 ? "." + String(repeating: "0", count: decimals - 1) : ""
    let isGrouped = whole.contains(",")
    // As the forms print amounts: two decimals have separators.
    return (number, (isGrouped || decimals == 3 && unit.isEmpty ? "#,##0" : "0") + point, String(unit))
  }

  private static func power(_ exponent: Int) -> Int64 { (0..<exponent).reduce(Int64(1)) { power, _ in power * 10 } }
}
