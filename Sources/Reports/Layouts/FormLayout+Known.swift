package import Domain
internal import Embedded
internal import Foundation

extension FormLayout {
  /// The layouts that the program brings along: the national ones first, each as its description.
  package static let known: [(layout: FormLayout, json: String)] = (0..<embedded_layout_count()).compactMap { index in
    let json = String(cString: embedded_layout_text(index))
    guard let layout = try? FormLayout(json: Array(json.utf8)) else { return nil }
    return (layout, json)
  }

  /// The national layout of a form. Nil never: a test reads every description the program brings along.
  static func national(_ form: DepartmentForm) -> FormLayout? { known.first { $0.layout.form == form }?.layout }

  /// A layout that a person adds; refused under the code of one that the program brings along.
  package init(added json: [UInt8]) throws(Refusal) {
    try self.init(json: json)
    let code = code
    if FormLayout.known.contains(where: { $0.layout.code == code }) {
      throw .form(.layoutUnsound(at: "code", .taken(code)))
    }
  }

  /// The layout a person names, by its code or as a file with a description; refused where there is none, or it is of the
  /// other form.
  package static func named(_ name: String, for form: DepartmentForm?) throws(Refusal) -> FormLayout {
    var layout = known.first { $0.layout.code == name }?.layout
    if layout == nil, name.hasSuffix(".json") {
      guard let data = FileManager.default.contents(atPath: name), data.count <= 1 << 20 else {
        throw .file(.notFound(name))
      }
      layout = try FormLayout(json: Array(data))
    }
    guard let layout else { throw .form(.layoutUnknown(name, known: known.map(\.layout.code))) }
    if let form, layout.form != form { throw .form(.layoutOfOtherForm(name, form: layout.form.chinese)) }
    return layout
  }
}
