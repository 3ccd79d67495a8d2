import PortfolioCore
import Testing

@Suite struct PartyNameTests {
  @Test(arguments: [
    ("Gearbox, Inc.", "GEARBOX INC"), ("TOYOTA MOTOR CO., LTD.", "TOYOTA MOTOR CO LTD"),
    ("Toyota Motor Co.,Ltd", "Toyota Motor Company Limited"), ("X Co.Ltd.", "X CO LTD"),
    ("Ford Motor Company", "FORD MOTOR CO"), ("Acme L.L.C.", "ACME LLC"), ("Fiat S.p.A.", "FIAT SPA"),
    ("上海某某（集团）有限公司", "上海某某(集团)有限公司"), ("上海 某某 有限公司", "上海某某有限公司"),
    ("ＡＢＣ株式会社", "ABC株式会社"), ("Foo  Bar\nGmbH & Co. KG", "FOO BAR GMBH & CO KG"),
    ("Ernst (Holdings) Corp", "ERNST ( HOLDINGS ) CORPORATION"), ("某某公司。", "某某公司"),
  ])
  func oneNameInTwoSpellingsHasOneKey(_ left: String, _ right: String) {
    #expect(PartyName.key(left) == PartyName.key(right))
    #expect(PartyName.key(PartyName.key(left)) == PartyName.key(left))
  }

  @Test(arguments: [
    ("FORD GLOBAL TECH LLC", "FORD MOTOR CO"), ("ACME INC", "ACME LLC"), ("ACME CORP", "ACME INC"),
    ("ACME CO", "ACME CO LTD"), ("ACME", "ACME INC"), ("LIMITED BRANDS", "LTD BRANDS"),
    ("A.B. Dick", "AB Dick"),
    ("某某有限公司", "某某有限责任公司"), ("某某股份有限公司", "某某有限公司"), ("某某(北京)公司", "某某(上海)公司"),
    ("Siemens AG", "Siemens SA"), ("DUPONT DE NEMOURS", "DUPONTDE NEMOURS"),
  ])
  func differentEntitiesStayApart(_ left: String, _ right: String) {
    #expect(PartyName.key(left) != PartyName.key(right))
  }

  @Test func splitsTheDayOff() {
    let dated = PartyName.dated("SANGAMO THERAPEUTICS INC (2017-01-05)")
    #expect(dated == PartyName.Dated(name: "SANGAMO THERAPEUTICS INC", from: CalendarDay(iso: "2017-01-05")))
    #expect(
      PartyName.dated("某某公司（2017-01-05）")
        == PartyName.Dated(name: "某某公司", from: CalendarDay(iso: "2017-01-05")))
    #expect(PartyName.dated("某某（集团）") == PartyName.Dated(name: "某某（集团）", from: nil))
    #expect(PartyName.dated("ACME (2017-02-30)").from == nil)
    #expect(PartyName.dated("") == PartyName.Dated(name: "", from: nil))
  }

  @Test(arguments: [
    ("CUDDIHY MARK A;;RAO MANOHARPRASAD K", false, ["CUDDIHY MARK A", "RAO MANOHARPRASAD K"]),
    ("甲公司;乙公司；丙公司", false, ["甲公司", "乙公司", "丙公司"]),
    ("A | B｜C", false, ["A", "B", "C"]), ("Gearbox, Inc.", false, ["Gearbox, Inc."]),
    ("Gearbox, Inc.", true, ["Gearbox, Inc."]),
    ("John Hershey, Kenneth Welles", true, ["John Hershey", "Kenneth Welles"]),
    ("Foo Co., Ltd., Bar LLC", true, ["Foo Co., Ltd.", "Bar LLC"]), ("甲，乙、丙", true, ["甲", "乙", "丙"]),
    ("甲（北京；上海）;乙", false, ["甲（北京；上海）", "乙"]), ("", false, []), ("-", false, []), (";; ;", false, []),
  ])
  func splitsLists(_ text: String, _ comma: Bool, _ names: [String]) {
    #expect(PartyName.list(text, commaSeparates: comma) == names)
  }
}
