extension HTMLStyle {
  /// What packets add: on paper forms and sheets that are handed to different people on pages of their own, all other
  /// parts one after the other, and no table begun at the foot of a page. The cover is set close, to be one page, and no
  /// list leaves its last items alone on the next. A heading goes with the table that lies on its side.
  static let packet = """
    .packet td.l{overflow-wrap:anywhere}
    @media print{.packet table{max-width:100%}.packet .wrap{padding-right:1px}
    #registration,#forms,#approvals,#valuation{break-before:page}
    .packet h2:has(+section>.wrap>table.sort.full){page:wide}
    .packet #forms section{break-inside:avoid}.packet .cards{grid-template-columns:repeat(4,1fr)}
    .packet .card.wide{grid-column:auto}
    .packet table:not(:has(tbody tr:nth-child(13))){break-inside:avoid}
    .packet h3+.wrap,.packet p+.wrap{break-before:avoid}
    .packet p{max-width:none;orphans:3;widows:3}.packet li:nth-last-child(-n+3):not(:first-child){break-before:avoid}
    #cover :is(p,li){margin-top:.15rem;margin-bottom:.15rem;line-height:1.3}#cover h3{margin:.4rem 0 .1rem}
    #cover .cards{margin:.3rem 0}#cover :is(td,th){padding-top:.08rem;padding-bottom:.08rem}}

    """
}
