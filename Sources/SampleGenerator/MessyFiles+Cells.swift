extension MessyFiles {
  /// Faults of single cells.
  static let cellCases: [Case] = [
    Case(
      "wrong-check-digit.csv", "wrong check digit", line: 3, column: "application_number",
      remark: "the other rows are stored",
      counts: (3, 2, 0, 1),
      bytes: native([row(1), row(2, application: wrongCheckDigit(applications[2])), row(3)])),
    Case(
      "ambiguous-dates.csv", "dates of the column can be read as day/month and as month/day",
      column: "Application Date",
      remark: "nothing is stored until the order is named",
      counts: (3, 0, 0, 3),
      bytes: lines([
        "Jurisdiction,Display Key,Application Number,Application Date,Publication Date,Title,Applicants",
        "CN,CN 191720011 A,CN 202119720011 A,03/04/2021,07/09/2021,Example valve,Example Valves Co",
        "CN,CN 191720012 A,CN 202119720012 A,05/06/2021,11/12/2021,Example pump,Example Valves Co",
        "CN,CN 191720013 A,CN 202119720013 A,10/02/2021,08/08/2021,Example gauge,Example Valves Co",
      ])),
    Case(
      "impossible-day.csv", "no such day 2023-02-30", line: 3, column: "filing_day", counts: (2, 1, 0, 1),
      bytes: native([row(1), row(2, filed: "2023-02-30")])),
    Case(
      "unknown-status.csv", "unknown status word 'sleeping'", line: 3, column: "status", counts: (2, 1, 0, 1),
      bytes: native([row(1), row(2, status: "sleeping")])),
    Case(
      "negative-claims.csv", "number out of range -3", line: 3, column: "claims", counts: (2, 1, 0, 1),
      bytes: native([row(1), row(2, claims: "-3")])),
    Case(
      "long-title.csv", "title of 40000 characters", line: 3, column: "title",
      remark: "stored whole; messages and reports shorten it", counts: (2, 2, 0, 0),
      bytes: native([row(1), row(2, title: String(repeating: "示例长标题", count: 8_000))])),
    Case(
      "formula-title.csv", "text that a spreadsheet would run as a formula", line: 2, column: "title",
      remark: "stored as text; every export writes it so that it stays text", counts: (2, 2, 0, 0),
      bytes: native([
        row(1, title: #""=cmd|' /C calc'!A0""#), row(2, title: #""@SUM(1+1)*cmd|' /C calc'!A0""#),
      ])),
    Case(
      "script-title.csv", "text that a browser would run as a script", line: 2, column: "title",
      remark: "stored as text; reports escape it", counts: (2, 2, 0, 0),
      bytes: native([
        row(1, title: #""<script>alert(""示例"")</script>""#),
        row(2, title: "</table><img src=x onerror=alert(1)>"),
      ])),
    Case(
      "nul-bytes.csv", "NUL byte in a cell", line: 3, column: "title", counts: (3, 2, 0, 1),
      bytes: native([row(1), row(2, title: "一种\0示例\0阀门"), row(3)])),
    Case(
      "epoch-dates.csv", "1970-01-01 stands for an unknown day", line: 3, column: "公开(公告)日",
      remark: "the day is left unknown, the row is stored", counts: (2, 2, 0, 0),
      bytes: lines(
        separated([exportHeader, exported(1), exported(2, published: "1970-01-01")], by: ","))),
    Case(
      "number-zero.csv", "publication number 0 names nothing", line: 3, column: "公开(公告)号",
      remark: "line 2 is stored by its application number; line 3 has no other number and is refused",
      counts: (2, 1, 0, 1),
      bytes: lines(
        separated(
          [exportHeader, exported(1, publication: "0"), [""] + exported(2, publication: "0").dropFirst()],
          by: ","))),
    Case(
      "excel-serial-dates.csv", "days written as Excel serial numbers", line: 2, column: "申请日",
      remark: "44265 is 2021-03-10 and 44453 is 2021-09-14; read as days, and said so",
      counts: (2, 2, 0, 0),
      bytes: lines(
        separated(
          [
            exportHeader, exported(1, filed: "44265", published: "44453"),
            exported(2, filed: "44265.0", published: "44453.0"),
          ],
          by: ","))),
    Case(
      "duplicate-rights.csv", "two rows with the same right contradict each other", line: 4,
      column: "filing_day",
      remark: "the contradiction is reported with both values", counts: (3, 2, 1, 0),
      bytes: native([row(1), row(2), row(1, filed: "2020-01-15", claims: "9")])),
  ]

  /// The number with a check digit that is not its own.
  private static func wrongCheckDigit(_ number: String) -> String {
    number.dropLast() + (number.last == "0" ? "1" : "0")
  }
}
