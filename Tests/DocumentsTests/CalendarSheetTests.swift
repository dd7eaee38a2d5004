import Documents
import Domain
import Testing

@Suite("The State Council's notice as a file")
struct CalendarSheetTests {
  private static let whole = """
    date,kind,name
    2027-01-01,off,元旦
    2027-01-02,off,元旦
    2027-02-05,off,春节
    2027-02-08,off,春节
    2027-02-09,off,春节
    2027-02-14,work,春节调休上班
    2027-05-03,off,劳动节
    2027-10-01,off,国庆节
    2027-10-04,off,国庆节
    """

  private func read(_ text: String) throws(Refusal) -> CalendarSheet {
    try CalendarSheet(Array(text.utf8), name: "2027.csv")
  }

  @Test("a whole notice is taken, by English or Chinese words")
  func taken() throws {
    let calendar = WorkCalendar(try read(CalendarSheetTests.whole).days)
    let (off, work) = (try Day.parse("2027-02-05"), try Day.parse("2027-02-14"))
    #expect(calendar.knows(2027) && !calendar.isWorkday(off) && calendar.isWorkday(work))
    let chinese = CalendarSheetTests.whole.replacing("date,kind,name", with: "日期,类型,名称").replacing(
      ",off,", with: ",放假,"
    )
    .replacing(",work,", with: ",上班,")
    let (words, letters) = (try read(chinese).days, try read(CalendarSheetTests.whole).days)
    #expect(words == letters)
  }

  @Test(
    "a row that cannot be, and a notice that is not whole, are refused",
    arguments: [
      ("2027-02-14,work", "2027-02-15,work", "本来就上班"), ("2027-02-09,off", "2027-02-08,off", "写了两次"),
      ("2027-02-09,off", "2027-02-30,off", "不是日期"), ("2027-02-09,off", "2027-02-09,休假", "应为 off"),
      ("2027-10-01,off", "2027-09-30,off", "国庆节"), ("2027-01-01,off", "2027-01-04,off", "元旦"),
      ("date,kind", "天,什么", "不是放假安排"),
    ])
  func refused(old: String, new: String, says: String) {
    let error = #expect(throws: Refusal.self) {
      try read(CalendarSheetTests.whole.replacing(old, with: new))
    }
    #expect(error?.message.contains(says) == true, "\(error?.message ?? "")")
  }
}
