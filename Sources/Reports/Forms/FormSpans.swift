/// How many rows a merged cell covers, told at its first row; nil at the rows it reaches down to.
struct FormSpans {
  private var spans: [Int?] = []

  init(_ names: [String]) {
    for (index, name) in names.enumerated() {
      if index > 0, names[index - 1] == name {
        spans.append(nil)
      } else {
        spans.append(names[index...].prefix { $0 == name }.count)
      }
    }
  }

  subscript(index: Int) -> Int? { spans[index] }
}
