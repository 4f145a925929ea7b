"""Words of people in distress in German: self-harm, bereavement, grave illness, violence at home.

Smaller than the English list: the usual ways of saying it, in main clauses and in clauses whose verb stands last. Not read
are dialect, hints without any of these words, and relatives named by their first name alone.
"""

from __future__ import annotations

from policies.core.conduct import Topic
from policies.reading.phrases import VETO, later

_CLASSES = {
    "my": "mein meine meiner meinem meinen meines unser unsere unserer unserem unseren unseres",
    "his": "sein seine seiner ihr ihre ihrer deren dessen",
    "dear": """
        lieber liebe lieben geliebter geliebte geliebten guter gute guten alter alte alten kleiner kleine kleinen
        älterer ältere älteren jüngerer jüngere jüngeren bester beste besten eigener eigene eigenen verstorbener
        verstorbene verstorbenen
    """,
    "near": """
        mutter mama mutti vater papa vati eltern mann ehemann gatte frau ehefrau gattin partner partnerin
        lebensgefährte lebensgefährtin lebensgefährten freund freundin verlobter verlobte sohn sohnes tochter kind
        kinder kindes baby bruder schwester oma opa großmutter großvater enkel enkelin tante onkel neffe nichte
        cousin cousine schwiegermutter schwiegervater stiefvater stiefmutter familie vaters mannes bruders opas omas
        zwilling mannes freundes
    """,
    "pet": "hund hündin katze kater pferd hase kaninchen",
    "ex": "ex exmann exfreund exfreundin exfrau exmannes expartner mann ehemann freund partner vater stiefvater stalker frau",
    "is": "ist war wurde wird liegt liege liegen lag hat hatte bin sind musste seit",
    "when": """
        leider gestern heute letzte letzten letztes woche monat jahr vor kurzem kürzlich plötzlich unerwartet am im in
        nach diese diesen tagen wochen monaten jahren montag dienstag mittwoch donnerstag freitag samstag sonntag
        januar februar märz april mai juni juli august september oktober november dezember zwei drei vier der dem den
        einem einer schwerer langer krankheit ganz auch schon bereits
    """,
    "grave": """
        krebs brustkrebs lungenkrebs darmkrebs hautkrebs leukämie lymphom tumor hirntumor demenz alzheimer parkinson
        schlaganfall herzinfarkt hirnblutung sepsis
    """,
    "self": "mich mir",
}

_SELF_HARM = """
    ich ..3 !sterben will|möchte|wollte
    ich will|möchte ..3 !sterben $
    ich will|möchte|kann ..2 nicht|nimmer mehr? !leben
    ich ..2 nicht|nimmer mehr !leben|weiterleben will|möchte|kann
    ich kann ..1 nicht|nimmer mehr? !weiterleben
    !umbringen|umzubringen|töten|erhängen|erschießen|vergiften
    ich ..3 mich !um $
    ich ..2 mir ..2 das !leben nehmen|nehme
    mir ..2 das !leben nehmen|zu
    mein|meinem !leben ..2 ende|beenden|setzen
    !selbstmord|suizid begehen|machen|begehe
    <my> !selbstmordversuch|suizidversuch
    !selbstmordgedanken|suizidgedanken
    ich ..3 !suizidal|suizidgefährdet|lebensmüde
    an|über ..1 !selbstmord|suizid
    ich ..3 wäre|sei !tot
    will|möchte ..2 !tot sein
    ich ..4 !ritze|geritzt
    will|möchte ..1 nicht mehr !aufwachen|da
    habe|hat ..2 keinen !lebenswillen|lebensmut
"""
_BEREAVEMENT = """
    <my> <dear>..3 !<near> <is>..1 ..6 gestorben|verstorben|verstarb
    <my> <dear>..3 !<near> <when>..6 verstarb|starb
    <my> <dear>..3 !<near> <is>..1 <when>..6 tot $
    <my> <dear>..3 !<near> , ..8 , <is>..1 ..4 gestorben|verstorben
    <is> <my> <dear>..3 !<near> <when>..6 gestorben|verstorben
    <my> <dear>..3 !<pet> <is>..1 ..4 gestorben|tot|eingeschläfert
    <my> ..1 !verstorbener|verstorbene|verstorbenen|verstorbenes ..1 <near>
    der|die|des !verstorbene|verstorbenen
    !tod <my>|meines|meiner <dear>..2 <near>
    !todes <my> <dear>..2 <near>
    habe|haben|hat|hatte ..2 <my> <dear>..2 !<near> <when>..6 verloren
    <my> <dear>..2 !<near> verloren habe|haben|hat|hatte
    !sterbeurkunde|totenschein
    !todesfall|trauerfall|todesfalls|trauerfalls
    zur|der|die|einer|<my> !beerdigung|trauerfeier|bestattung|beisetzung
    ich ..3 !witwe|witwer
    !verwitwet
    !fehlgeburt|totgeburt
    !erbschein|nachlassverwalter|testamentsvollstrecker|nachlasspfleger
    ich ..3 !trauere
"""
_ILLNESS = """
    ich habe|hatte ..2 !<grave>
    an !<grave> erkrankt|gestorben|leide|leidet
    <my> <dear>..3 !<near> hat|hatte|bekam ..3 <grave>
    <my> <dear>..3 !<near> <is>..1 ..3 an <grave>
    !krebs|leukämie|demenz|brustkrebs|parkinson diagnostiziert
    !krebsdiagnose|krebserkrankung|krebskrank|krebspatient|krebspatientin
    diagnose !<grave>
    !chemo|chemotherapie|strahlentherapie|bestrahlung|dialyse
    !intensivstation|palliativstation
    !hospiz
    im !koma
    ich|er|sie <is> ..4 !krankenhaus|klinik $
    ich|er|sie <is> ..4 !krankenhaus|klinik und|weil|wegen|nach|seit|eingeliefert
    <my> <dear>..3 !<near> <is>..1 ..5 krankenhaus
    ins !krankenhaus eingeliefert|gekommen|gebracht
    <my> <dear>..3 !<near> ..4 schwer krank|erkrankt|verletzt
    ich ..3 !schwer krank|erkrankt|verletzt
    !todkrank|sterbenskrank|schwerkrank|unheilbar|schwerverletzt
    im !sterben liegt
    liegt|lag im !sterben
    ich|<near>|wir|er|sie ..4 schweren|schwerem !unfall|autounfall|verkehrsunfall
    ich|<near>|wir ..4 !autounfall|verkehrsunfall|motorradunfall|arbeitsunfall
    !not operation|op
    ich|<near> ..4 !notoperiert|notoperation
    von einem !auto|lkw|bus|lastwagen angefahren|überfahren
    ich|<near> ..4 !schlaganfall|herzinfarkt erlitten|gehabt|bekommen|hatte
    nur noch ..2 !wochen|monate|tage zu leben
"""
_VIOLENCE = """
    <my> ..2 !<ex> ..4 stalkt|verfolgt|schlägt|bedroht|misshandelt|geschlagen|vergewaltigt|bedrohte|schlug
    er schlägt|bedroht|misshandelt|stalkt|verprügelt !mich|uns
    ich werde ..3 !gestalkt|geschlagen|misshandelt
    !frauenhaus
    häusliche|häuslicher !gewalt
    gewalttätiger|gewalttätigen|gewalttätig|<my> ..1 !<ex> gewalttätig|beziehung|mann
    gewalttätiger|gewalttätigen|gewalttätige !<ex>|beziehung|ehe
    !kontaktverbot|näherungsverbot|annäherungsverbot|gewaltschutz
    einstweilige|einstweiligen !verfügung gegen <my>|ihn|den ..1 <ex>?
    angst vor <my> ..1 !<ex>
    vor <my> ..2 !<ex> geflohen|geflüchtet|verstecken|verstecke|schützen
    nicht|keinesfalls|niemals ..4 !adresse|anschrift|wohnort|telefonnummer weitergeben|geben|verraten|mitteilen|herausgeben|sagen
    ihm|<ex> ..3 nicht|keinesfalls|niemals|keine ..4 !adresse|anschrift|wohnort|wohne
    ihm|<ex> ..3 !adresse|anschrift|wohnort ..1 nicht|keinesfalls|niemals
    er ..2 nicht ..3 !adresse|anschrift|wohne|wohnort
    ich wurde|bin ..3 !vergewaltigt
    <my> !stalker
"""
_NOTHING_SERIOUS = """
    !sterben vor|fast
    vor ..2 !sterben
    fast|beinahe|halb ..2 !sterben|gestorben|herzinfarkt|schlaganfall
    !herzinfarkt|schlaganfall als|wenn|bekommen
    bringt|bringen|brachte ..2 mich ..3 !um
    bringt|bringen|brachte mich noch !um
    !zum umbringen|sterben
    nicht|nie|niemals|nicht ..2 !umbringen|sterben|töten|suizidal|lebensmüde
    !umbringen|töten ..1 sie|ihn|wenn|zeit
    zeit ..2 !umbringen|töten
    eher|lieber ..2 !sterben|umbringen
    <near> ..2 !handy|akku|telefon|account
    akku|handy|telefon|gerät|server|leitung|internet|app|pc|laptop ..5 !gestorben|tot|verstorben
    ins|zum|ans|an|für|beim das|dem? !krankenhaus liefern|geliefert|schicken|senden
    im|in einem|einer? !krankenhaus|klinik arbeite|arbeiten|tätig
    arbeite|arbeiten ..3 !krankenhaus|klinik
    werbung|newsletter|anzeigen ..3 !verfolgt|stalkt
    krank vor !sorge
    !krebsforschung|krebshilfe
    tod !ernst|langweilig
    !nachricht|paket ..3 an|bei
"""

_NEGATORS = "nicht nie niemals kein keine keinen keiner keinem"

GERMAN_CRISIS = later(
    {
        Topic.SELF_HARM: _SELF_HARM,
        Topic.BEREAVEMENT: _BEREAVEMENT,
        Topic.ILLNESS: _ILLNESS,
        Topic.VIOLENCE: _VIOLENCE,
        VETO: _NOTHING_SERIOUS,
    },
    _CLASSES,
    _NEGATORS.split(),
)
