package import Domain
internal import Embedded

extension FormLayout {
  /// The layouts that the program brings along: the national ones first, each as its description.
  package static let known: [(layout: FormLayout, json: String)] = (0..<embedded_layout_count()).compactMap { index in
    let json = String(cString: embedded_layout_text(index))
    guard let layout = try? FormLayout(json: Array(json.utf8)) else { return nil }
    return (layout, json)
  }

  /// The national layout of a project's form, or of a department's own. Nil never: a test reads every description the program
  /// brings along.
  static func national(_ form: DepartmentForm, isWhole: Bool = false) -> FormLayout? {
    known.first { $0.layout.form == form && $0.layout.isWhole == isWhole }?.layout
  }

  /// A layout that a person adds; refused under the code of one that the program brings along.
  package init(added json: [UInt8]) throws(Refusal) {
    try self.init(json: json)
    let code = code
    if FormLayout.known.contains(where: { $0.layout.code == code }) {
      throw .form(.layoutUnsound(at: "code", .taken(code)))
    }
  }
}
