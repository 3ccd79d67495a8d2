extension MessyFiles {
  /// Faults of single cells.
  static let cellCases: [Case] = [
    Case(
      "wrong-check-digit.csv", "wrong check digit", ["VAL001 3 application_number"],
      remark: "the other rows are stored",
      counts: (3, 2, 0, 1),
      bytes: native([row(1), row(2, application: wrongCheckDigit(applications[2])), row(3)])),
    Case(
      "ambiguous-dates.csv", "dates of the column can be read as day/month and as month/day",
      ["IMP004 1 Application Date"],
      remark: "nothing is stored until the order is named",
      counts: nil,
      bytes: lines([
        "Jurisdiction,Kind,Display Key,Application Number,Application Date,Publication Date,Document Type,Title",
        "CN,A,CN 191720011 A,CN 202119720011 A,03/04/2021,2021-09-14,Patent Application,Example valve",
        "CN,A,CN 191720012 A,CN 202119720012 A,05/06/2021,2021-12-11,Patent Application,Example pump",
        "CN,A,CN 191720013 A,CN 202119720013 A,10/02/2021,2021-08-08,Patent Application,Example gauge",
      ])),
    Case(
      "impossible-day.csv", "no such day 2023-02-30", ["MAP013 3 filing_day"], counts: (2, 1, 0, 1),
      bytes: native([row(1), row(2, filed: "2023-02-30")])),
    Case(
      "unknown-status.csv", "unknown status word 'sleeping'", ["MAP013 3 status"], counts: (2, 1, 0, 1),
      bytes: native([row(1), row(2, status: "sleeping")])),
    Case(
      "negative-claims.csv", "number out of range -3", ["MAP013 3 claims"], counts: (2, 1, 0, 1),
      bytes: native([row(1), row(2, claims: "-3")])),
    Case(
      "long-title.csv", "title of 40000 characters",
      remark: "stored whole; messages and reports shorten it", counts: (2, 2, 0, 0),
      bytes: native([row(1), row(2, title: String(repeating: "示例长标题", count: 8_000))])),
    Case(
      "formula-title.csv", "text that a spreadsheet would run as a formula",
      remark: "stored as text; every export writes it so that it stays text", counts: (2, 2, 0, 0),
      bytes: native([
        row(1, title: #""=cmd|' /C calc'!A0""#), row(2, title: #""@SUM(1+1)*cmd|' /C calc'!A0""#),
      ])),
    Case(
      "script-title.csv", "text that a browser would run as a script",
      remark: "stored as text; reports escape it", counts: (2, 2, 0, 0),
      bytes: native([
        row(1, title: #""<script>alert(""示例"")</script>""#),
        row(2, title: "</table><img src=x onerror=alert(1)>"),
      ])),
    Case(
      "nul-bytes.csv", "NUL bytes in a cell", ["IMP104 3 -"],
      remark: "the bytes are taken out and said so; the rows are stored", counts: (3, 3, 0, 0),
      bytes: native([row(1), row(2, title: "一种\0示例\0阀门"), row(3)])),
    Case(
      "epoch-dates.csv", "1970-01-01 stands for an unknown day", ["VAL007 3 公开(公告)日"],
      remark: "the day is left unknown, the row is stored", counts: (2, 2, 0, 0),
      bytes: lines(
        separated([exportHeader, exported(1), exported(2, published: "1970-01-01")], by: ","))),
    Case(
      "number-zero.csv", "publication number 0 names nothing", ["MAP005 3 -"],
      remark: "line 2 is stored by its application number; line 3 has no other number and is refused",
      counts: (2, 1, 0, 1),
      bytes: lines(
        separated(
          [exportHeader, exported(1, publication: "0"), [""] + exported(2, publication: "0").dropFirst()],
          by: ","))),
    Case(
      "excel-serial-dates.csv", "days written as Excel serial numbers",
      ["VAL006 2 申请日", "VAL006 2 公开(公告)日", "VAL006 3 申请日", "VAL006 3 公开(公告)日"],
      remark: "the count may begin in 1900 or in 1904: the days are left unknown until a mapping says which",
      counts: (2, 2, 0, 0),
      bytes: lines(
        separated(
          [
            exportHeader, exported(1, filed: "44265", published: "44453"),
            exported(2, filed: "44265.0", published: "44453.0"),
          ],
          by: ","))),
    Case(
      "duplicate-rights.csv", "two rows with the same right contradict each other", ["STO012 4 filing_day"],
      remark: "the contradiction is reported with both values; the first one is kept", counts: (3, 2, 1, 0),
      bytes: native([row(1), row(2), row(1, filed: "2020-01-15")])),
  ]

  /// The number with a check digit that is not its own.
  private static func wrongCheckDigit(_ number: String) -> String {
    number.dropLast() + (number.last == "0" ? "1" : "0")
  }
}
