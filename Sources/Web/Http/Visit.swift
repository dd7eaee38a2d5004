internal import Contract
internal import Desk
internal import Domain
internal import Pages

/// One request, decoded: what was asked, by whom, and what stands around the page that answers it.
struct Visit: Sendable {
  let site: Site
  /// The path and what it asks, as they came.
  let path: String, rawQuery: String
  /// The parts of the path that are names: `code` of `/projects/{code}`.
  let parts: [String: String]
  /// What the address asks.
  let query: FormFields
  /// What a form sent, without what is the site's own.
  var form = FormFields()
  /// The files that came with it, by the name of their field.
  var files = SentFiles()
  let cookies: Cookies
  /// From where, and by what program.
  let address: String, agent: String
  /// The last piece of news that the browser heard, where it comes again for more.
  let lastEvent: String?
  /// Whoever is signed in.
  let visitor: FrontDesk.Visitor?
  let chrome: Chrome

  /// Where somebody signs in.
  var signIn: SignInDesk { site.front.signIn(from: address, agent: agent) }

  /// The person; refused where nobody is signed in.
  var person: FrontDesk.Visitor {
    get throws(Refusal) {
      guard let visitor else { throw .access(.sessionOver(nil)) }
      return visitor
    }
  }

  /// Where is asked and done what the person may.
  var desk: Desk { get throws(Refusal) { try person.desk } }

  /// Who does it.
  var actor: Actor { get throws(Refusal) { Actor(name: try person.account) } }

  /// When: by the wall clock, of the service's day.
  var moment: Moment { Moment(wall: site.wall(), day: chrome.today) }

  /// The day whose end figures are of.
  var day: Day { chrome.day }
}
