package import Domain

/// The layouts of forms there are.
package struct LayoutsAnswer: Codable, Hashable, Sendable {
  /// A layout.
  package struct Layout: Codable, Hashable, Sendable {
    /// By what it is asked for, and what people call it.
    package var code: String, name: String
    /// Which form it is of.
    package var form: DepartmentForm

    /// A layout.
    package init(code: String, name: String, form: DepartmentForm) {
      (self.code, self.name, self.form) = (code, name, form)
    }
  }

  /// The layouts, the national ones first.
  package var layouts: [Layout]

  /// The layouts.
  package init(_ layouts: [Layout]) { self.layouts = layouts }
}
