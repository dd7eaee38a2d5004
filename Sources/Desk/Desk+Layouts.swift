package import Contract
internal import Domain
package import Reports
internal import Store

// How projects' forms are laid out.
extension Desk {
  /// The layouts there are: those the program brings along, then those that were added, each in its last version.
  package func layouts() async throws -> [(layout: FormLayout, json: String)] {
    let desk = try entering(.readPlaces)
    let known = Set(FormLayout.known.map(\.layout.code))
    var layouts = FormLayout.known
    for kept in try await desk.store.layouts() where !known.contains(kept.code) {
      layouts.append((try FormLayout(json: Array(kept.body.utf8)), kept.body))
    }
    return layouts
  }

  /// The layout a person names; refused where there is none.
  package func layout(_ code: String) async throws -> (layout: FormLayout, json: String) {
    let layouts = try await entering(.readPlaces).layouts()
    guard let found = layouts.first(where: { $0.layout.code == code }) else {
      throw Refusal.form(.layoutUnknown(code, known: layouts.map(\.layout.code)))
    }
    return found
  }

  /// Keeps a described layout; the same again changes nothing, another under its code is its next version.
  package func addLayout(_ json: [UInt8], by actor: Actor) async throws -> DoneAnswer {
    let (desk, actor) = try entering(.keepLayouts, by: actor)
    let layout = try FormLayout(added: json)
    let (version, isNew) = try await desk.store.acting(as: actor.name).addLayout(
      layout.code, layout.form, String(decoding: json, as: UTF8.self))
    return done(.rules(.layoutAdded(code: layout.code, version: version, isNew: isNew)))
  }

  /// Has a department's forms printed by a layout from a day on; those handed in before stay with theirs.
  package func useLayout(
    _ code: String, of choice: DepartmentChoice, by actor: Actor, at moment: Moment
  ) async throws -> DoneAnswer {
    let (desk, actor) = try entering(.useLayout, by: actor, ["layout": code])
    let (layout, json) = try await desk.layout(code)
    let department = try await desk.department(choice)
    let version = try await desk.store.acting(as: actor.name).useLayout(
      code, layout.form, json, of: department.id, on: moment.day)
    return done(.rules(.layoutUsed(code: code, version: version, form: layout.form, from: moment.day)))
  }
}

extension Store {
  /// By which layouts a department's forms of a kind are printed.
  func layoutChoices(of department: DepartmentID, _ form: DepartmentForm) async throws -> LayoutChoices {
    try LayoutChoices(try await usedLayouts(of: department, form).map { ($0.from, $0.body) })
  }

  /// The texts that a department's forms take which are filled in on a day; at last for nil.
  func layoutTexts(of department: DepartmentID, _ form: DepartmentForm, on day: Day?) async throws -> LayoutTexts {
    try await layoutChoices(of: department, form).texts(on: day)
  }
}
