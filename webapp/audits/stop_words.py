"""Words that a text repeats whatever it is about, by language; a short list each."""

from __future__ import annotations

TEXTS = {
    "en": """a about after all also an and any are as at be because been before but by
        can could did do does each even first for from get had has have he her here him
        his how i if in into is it its just like made make many may more most much must
        my new no not now of on one only or other our out over own part people per same
        see she should so some such than that the their them then there these they this
        those through time to too two up us use used very was way we well were what when
        where which while who will with within without would year years you your""",
    "de": """aber alle allem allen aller als also am an auch auf aus bei beim bin bis da
        damit dann das dass dem den denn der des die dies diese diesem diesen dieser
        doch durch ein eine einem einen einer eines er es für gibt haben hat hatte hier
        ich ihr ihre ihrem ihren im immer in ist jahr jahre kann kein keine können man
        mehr mein mit muss nach nicht noch nur ob oder ohne schon sehr sein seine seit
        sich sie sind so sowie über um und uns unser unter viel vom von vor war waren
        was wenn werden wie wir wird wo wurde zu zum zur zwischen""",
    "fr": """à au aussi autre aux avec avoir bien car ce ces cet cette comme contre d
        dans de depuis des deux du elle elles en encore entre est et être eu fait faire
        il ils je l la le les leur leurs lors lui mais même moins mon n ne nos notre
        nous on ont ou où par pas peu peut plus pour qu quand que qui s sa sans se ses
        si son sont sous sur tous tout toute toutes très un une vers vos votre vous""",
    "es": """a al algo antes así aunque cada como con contra cual cuando de del desde
        donde dos durante e el ella ellos en entre era es esa ese eso esta está están
        este esto estos fue ha hacer han hasta hay la las le les lo los más me mi mismo
        muy ni no nos o os otra otro para parte pero poco por porque puede que qué quien
        se según ser si sí sin sobre solo son su sus también tan tiene todo todos tu un
        una uno unos vez y ya yo año años""",
    "it": """a ad agli ai al alla alle anche ancora c che chi ci come con cui da dagli
        dai dal dalla dalle degli dei del della delle di dopo dove due e è ed era essere
        fra gli ha hanno i il in io l la le lo loro ma mi molto ne negli nei nel nella
        nelle no noi non o ogni più poi può per perché prima qui quando quale questa
        queste questi questo se senza si sia solo sono sua sue sugli sui sul sulla suo
        tra tutti tutto un una uno""",
    "pt": """a ao aos as até ainda cada com como da das de depois do dois dos e é ela
        ele eles em entre era essa esse esta está este eu foi há isso já lhe mais mas
        mesmo muito na nas não nem no nos nós o onde os ou outra outro para pela pelas
        pelo pelos pode por porque qual quando que quem se sem ser seu seus só sobre são
        sua suas também te tem todos tudo um uma você""",
    "nl": """aan al alle als bij dan dat de deze die dit doen door dus een en er ga geen
        had heb hebben heeft het hier hij hoe hun ik in is ja je jaar kan kunnen maar
        meer men met mij mijn moet na naar niet nog nu of om omdat onder ons ook op over
        per te tot tussen uit uw van veel voor waar want waren was wat we wel werd wij
        worden wordt ze zeer zich zij zijn zo zoals zonder""",
    "sv": """all alla att av be blev bli blir bara de dem den denna dess det detta dig
        din du där efter eller en er ett finns för från ha hade han har hon här i in
        inte ju kan man med men mer min mot mycket måste ni nu när någon och om oss
        på sig sin ska som så till under upp ut utan vad var vara vi vid vill är""",
    "da": """af alle at blev blive bliver da de dem den denne der deres det dette dig
        din du efter eller en end er et for fra få ham han har havde hun hvad hvis hvor
        i ikke ind jeg jer kan man med meget men mere mig min mod må når nu og også om
        op os over på sig sin skal som så til ud under var ved vi vil være""",
    "pl": """a aby ale bardzo bez być był była było co czy dla do gdy go i ich ich ile
        im innych jak jako je jego jej jest jeszcze już kiedy która które którego który
        lub ma mają może można na nad nas nie niż o od oraz po pod poza przed przez przy
        się są ta tak także tam te tego tej ten to tu tych tylko tym w we więc wszystko
        z za że""",
    "ru": """а без более бы был была были было быть в вас все всех всё вы где для до его
        ее если есть еще ещё же за здесь и из или им их к как когда которые который кто
        ли между меня мне можно мы на над нас наш не него нет ни но ну о об они оно от
        по под после при с так также там то тоже только у уже что чтобы эта эти это этой
        этом этот я""",
    "tr": """acak ama ancak az bana bazı ben beri bile bir biz bu bunlar bunu böyle
        çok çünkü da daha de değil diğer diye en gibi göre hem her hiç için ile ise
        kadar ki kim kendi mı mi nasıl ne neden o olan olarak oldu olduğu on ona onlar
        önce sen siz sonra şey şu tüm üzere var ve veya ya yani yok""",
}
STOP_WORDS = {language: frozenset(text.split()) for language, text in TEXTS.items()}
