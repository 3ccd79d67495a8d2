import PolicyModels
import PortfolioCore
import Testing

@testable import PortfolioImport

@Suite struct VocabularyTests {
  @Test(arguments: [
    ("cnipa", "专利权维持", LegalStatus.inForce), ("cnipa", "等年费滞纳金", .annuityLate),
    ("cnipa", "未缴年费专利权终止,等恢复", .lapsedRestorable), ("cnipa", "未缴年费专利权终止，等恢复", .lapsedRestorable),
    ("cnipa", "未缴年费终止失效", .lapsed), ("cnipa", "届满终止,待失效", .expired), ("cnipa", "届满终止，待失效", .expired),
    ("cnipa", "届满终止失效", .expired), ("cnipa", "驳回失效", .refused), ("cnipa", "逾期视撤失效", .withdrawn),
    ("cnipa", "视为放弃失效", .abandoned), ("cnipa", "无效宣告失效", .invalidated),
    ("cnipa", "放弃专利权（重复授权）", .abandoned), ("cnipa", "放弃专利权(主动放弃)", .abandoned),
    ("cnipa", "放弃专利权（同样发明创造）", .abandoned), ("cnipa", "一通出案待答复", .pending),
    ("cnipa", "等年登印费", .awaitingRegistration), ("cnipa", "驳回等复审请求", .refusedAppealable),
    ("cnipa", "国优视撤", .withdrawn), ("cnipa", "分案结案", .dead),
    ("cnipa", "专利权的终止(未缴年费专利权终止)", .lapsed), ("cnipa", "(①未缴年费专利权终止)", .lapsed),
    ("cnipa", "专利权的终止未缴纳年费专利权终止", .lapsed), ("cnipa", "专利权的终止(专利权有效期届满)", .expired),
    ("cnipa", "其他有关事项(避免重复授权放弃专利权)", .abandoned), ("cnipa", "专利权的视为放弃", .abandoned),
    ("cnipa", "专利权的主动放弃", .abandoned), ("cnipa", "专利权全部无效", .invalidated),
    ("cnipa", "专利权的无效、部分无效宣告专利权全部无效", .invalidated),
    ("patsnap", "0", .dead), ("patsnap", "1", .inForce), ("patsnap", "2", .pending),
    ("patsnap", "220", .dead),
    ("patsnap", "221", .pending), ("patsnap", "16", .lapsed), ("patsnap", "21", .inForce),
    ("patsnap", "22", .dead), ("patsnap", "23", .inForce), ("patsnap", "24", .withdrawn),
    ("patsnap", "30", .abandoned), ("patsnap", "失效", .dead), ("patsnap", "审中", .pending),
    ("incopat", "授权", .inForce), ("incopat", "实质审查", .pending), ("incopat", "未缴年费", .lapsed),
    ("lens", "ACTIVE", .inForce), ("lens", "Pending", .pending), ("lens", "DISCONTINUED", .dead),
    ("lens", "EXPIRED", .expired), ("lens", "INACTIVE", .dead),
    ("patseer", "ACTIVE - APPLIED", .pending), ("patseer", "ACTIVE - GRANTED", .inForce),
    ("patseer", "INACTIVE - NONPAYMENT", .lapsed), ("patseer", "INACTIVE - EXPIRED", .expired),
    ("patseer", "INACTIVE - WITHDRAWN / SURRENDERED", .dead),
    ("patseer", "INACTIVE - REJECTED / REFUSED / SUSPENDED", .dead),
  ])
  func statusWords(vocabulary: String, word: String, status: LegalStatus) throws {
    let (words, _) = try MappingSupport.catalogue.load(StatusWordsModel.self, id: vocabulary)
    #expect(words.meaning(of: word) == .state(status))
  }

  @Test func unknownWordsAreNeverGuessed() throws {
    for (words, _) in try MappingSupport.catalogue.loadAll(StatusWordsModel.self) {
      #expect(words.meaning(of: "专利权维持中吗") == .notListed)
      #expect(words.meaning(of: "未缴年费专利权终止,等") == .notListed)
    }
    let (patsnap, _) = try MappingSupport.catalogue.load(StatusWordsModel.self, id: "patsnap")
    #expect(patsnap.meaning(of: "999") == .unknown)
  }

  @Test func everyStateHasItsWordInTheCommonVocabulary() throws {
    let (words, _) = try MappingSupport.catalogue.load(StatusWordsModel.self, id: "common")
    for status in LegalStatus.allCases { #expect(words.meaning(of: status.rawValue) == .state(status)) }
  }

  @Test(arguments: [
    ("US", "B2", "2017-12-05", RightStage?.some(.granted), RightKind?.some(.invention), false),
    ("US", "A1", "2017-06-29", .application, .invention, false),
    ("US", "A", "1999-10-12", .granted, .invention, false),
    ("US", "S1", "2017-12-05", .granted, .design, false),
    ("US", "E1", "2017-12-05", .granted, .invention, false),
    ("US", "P2", "2017-12-05", .granted, .plant, false),
    ("US", "B1", "1999-12-05", .granted, .invention, true),
    ("EP", "B1", "2010-04-07", .granted, .invention, false),
    ("EP", "B2", "2010-04-07", .granted, .invention, true),
    ("EP", "A3", "2010-04-07", .application, .invention, false),
    ("CN", "A", "2019-12-03", .application, .invention, false),
    ("CN", "B", "2020-07-28", .granted, .invention, false),
    ("CN", "B", "1990-07-28", .application, .invention, false),
    ("CN", "C", "2005-10-05", .granted, .invention, false),
    ("CN", "U", "2013-01-02", .granted, .utilityModel, false),
    ("CN", "U", "1988-01-06", .application, .utilityModel, false),
    ("CN", "Y", "2009-04-08", .granted, .utilityModel, false),
    ("CN", "S", "2013-01-02", .granted, .design, false),
    ("WO", "A1", "2012-10-18", .application, .invention, false),
    ("US", "A", "2015-01-01", nil, nil, false), ("XX", "Q", "2015-01-01", nil, nil, false),
  ])
  func kindCodes(
    office: String, code: String, day: String, stage: RightStage?, right: RightKind?, isAfterGrant: Bool
  ) throws {
    let (kinds, _) = try MappingSupport.catalogue.load(KindVocabulary.self, id: "kind-codes")
    let meaning = kinds.meaning(office: office, code: code, published: CalendarDay(iso: day))
    #expect(meaning == KindVocabulary.Meaning(stage: stage, right: right, isAfterGrant: isAfterGrant))
  }

  @Test func withoutADayACodeIsReadAsItIsUsedNow() throws {
    let (kinds, _) = try MappingSupport.catalogue.load(KindVocabulary.self, id: "kind-codes")
    #expect(kinds.meaning(office: "CN", code: "U", published: nil).stage == .granted)
    #expect(kinds.meaning(office: "US", code: "B1", published: nil).isAfterGrant == false)
    #expect(kinds.meaning(office: "CN", code: "Y", published: nil).stage == .granted)
  }

  @Test(arguments: [
    ("CN", "CF01", LegalEventVocabulary.Effect.lapse), ("CN", "C19 ", .lapse), ("CN", "MM4A", .lapse),
    ("CN", "CX01", .expiry), ("CN", "AV01", .abandonment), ("CN", "AD01", .abandonment),
    ("CN", "AR01", .abandonment),
    ("CN", "IW01", .invalidation), ("CN", "IP01", .partialInvalidation), ("CN", "RR01", .reinstatement),
    ("CN", "TR01", .transfer), ("CN", "EE01", .licenceOn), ("CN", "EC01", .licenceOff),
    ("CN", "PE01", .pledgeOn),
    ("CN", "PC01", .pledgeOff), ("CN", "PP01", .preservationOn), ("CN", "PD01", .preservationOff),
    ("CN", "WD01", .withdrawal), ("CN", "RJ01", .refusal), ("CN", "OL01", .openLicence),
    ("CN", "GR01", .grant),
    ("US", "FP  ", .lapse), ("US", "REIN", .reinstatement), ("US", "AS", .transfer),
    ("EP", "18D", .withdrawal),
    ("EP", "27W", .invalidation), ("WO", "WA", .withdrawal), ("CN", "cessation", .cessation),
    ("US", "grant", .grant),
  ])
  func legalEvents(office: String, code: String, effect: LegalEventVocabulary.Effect) throws {
    let (events, _) = try MappingSupport.catalogue.load(LegalEventVocabulary.self, id: "legal-events")
    #expect(events.effect(office: office, code: code) == effect)
    #expect(events.effect(office: "CN", code: "ZZ99") == nil)
  }
}
