"""Read who does what off a dependency parse: coordination, passives, control, relative clauses undone.

Labels are those of spaCy's English models (the CLEAR style). Every function takes and gives tokens of one Doc.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from kg.read.verb_lists import ditransitives, doing, object_control, others_deeds

COPULAS = frozenset({"be", "become", "remain", "stay", "seem", "appear", "grow", "turn", "get", "look"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$", "WRB"})
_REFLEXIVES = frozenset({"itself", "himself", "herself", "themselves", "ourselves", "myself"})
_AIMS = frozenset({"on", "in"})
_BEFORE_GERUNDS = frozenset({"about", "against", "of", "without", "over"})
_GERUNDS_AFTER = frozenset({"object to", "lead to", "agree to", "consent to", "insist on", "depend on"})
_HOMES = frozenset({"country", "nation", "government", "homeland"})
_NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr"})
_TENSED = frozenset({"VBD", "VBZ"})
_MAX_DEPTH = 6  # chains of control longer than this are parse errors


def coordinated(tokens: Iterable[Token]) -> list[Token]:
    """Give tokens with all their conjuncts, in text order; "weapons such as X and Y" is X and Y."""
    todo = list(tokens)
    if not todo:
        return todo
    out: dict[int, Token] = {}
    seen = set[int]()
    while todo:
        token = todo.pop()
        if token.i in seen:
            continue
        seen.add(token.i)
        examples = exemplars(token)
        if not examples:
            out[token.i] = token
        todo += examples
        todo += [child for child in token.children if child.dep_ == "conj" and child.pos_ not in {"VERB", "AUX"}]
        todo += [child for child in token.children if child.dep_ == "appos" and _lists(token, child)]
    if len(out) < 2:
        return list(out.values())
    return [out[i] for i in sorted(out) if not _is_left_out(out[i])]


def _lists(first: Token, second: Token) -> bool:
    """Tell whether the parser took the second of a list of names for an apposition: "**Mali**, **Chad** and Niger"."""
    return first.pos_ == second.pos_ == "PROPN" and any(child.dep_ == "conj" for child in second.children)


def _is_left_out(token: Token) -> bool:
    """Tell whether a coordination takes a member out: "Turkey, but **not Greece**"."""
    first = min([token.i, *(child.i for child in token.children if child.dep_ in {"det", "compound", "amod", "poss"})])
    return first > 0 and token.doc[first - 1].lower_ == "not"


def exemplars(noun: Token) -> list[Token]:
    """Give what a common noun is exemplified by, after *such as*."""
    if noun.pos_ != "NOUN":
        return []
    given = [child for child in noun.children if child.lower_ == "as" and child.dep_ == "prep"]
    if not given:
        return given
    return [
        found for child in given if child.i and child.nbor(-1).lower_ == "such" for found in children(child, "pobj")
    ]


def children(token: Token, *deps: str) -> list[Token]:
    """Give the children with one of these labels."""
    return [child for child in token.children if child.dep_ in deps]


def antecedent(token: Token) -> Token:
    """Give what a relative or reflexive pronoun stands for, any other token itself."""
    if token.lower_ in _REFLEXIVES and token.dep_ not in _SUBJECTS:
        subjects = surface_subject(token.head) if is_verb(token.head) else []
        return subjects[0] if subjects else token
    if token.tag_ not in _RELATIVE_TAGS and not (token.lower_ == "that" and token.dep_ in _SUBJECTS | {"dobj"}):
        return token
    for above in token.ancestors:
        if above.dep_ == "relcl":
            return _bearer(above.head)
    return token


def _bearer(noun: Token) -> Token:
    """Give who is said to be something: "**Hungary** is the only member that objects"."""
    if noun.dep_ == "attr" and noun.pos_ == "NOUN" and noun.head.lemma_ == "be":
        return next((one for one in children(noun.head, "nsubj") if one.pos_ == "PROPN"), noun)
    return noun


def is_verb(token: Token) -> bool:
    """Tell whether a token is a full verb; participles that modify a noun are too, gerunds that stand as nouns not."""
    if (
        token.tag_ == "VBG"
        and token.dep_ in _NOMINAL
        and not any(child.dep_ in {"dobj", "nsubj"} for child in token.children)
    ):
        return False
    return token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ not in {"aux", "auxpass"})


def is_passive(verb: Token) -> bool:
    """Tell whether a verb's surface subject is what it is done to."""
    if any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children):
        return True
    if verb.tag_ != "VBN" or any(child.dep_ == "aux" for child in verb.children):
        return False
    if verb.dep_ in {"acl", "amod", "advcl"} or _stands(verb):
        return True
    return verb.dep_ == "conj" and not children(verb, "nsubj", "dobj") and is_verb(verb.head) and is_passive(verb.head)


def _stands(verb: Token) -> bool:
    """Tell the participle in "Peru stands **accused** of arming rebels"."""
    return verb.tag_ == "VBN" and verb.dep_ == "acomp" and verb.head.lemma_ == "stand"


def surface_subject(verb: Token, depth: int = 0) -> list[Token]:
    """Give what stands as the verb's subject, its own or the one that control and coordination lend it."""
    own = [antecedent(token) for token in children(verb, *_SUBJECTS)]
    if own or depth > _MAX_DEPTH:
        doers = [token for token in own if token.lower_ not in {"it", "there"} or token.dep_ != "expl"]
        return coordinated([*doers, *_companions(verb, doers)])
    return _lent_subject(verb, depth + 1)


def _companions(verb: Token, subjects: list[Token]) -> list[Token]:
    """Give who is named with the subject: "Iran, along with **Iraq**, attacked", "Peru, together with **Chile**"."""
    if not subjects:
        return []
    spots = [child for above in (subjects[0], verb) for child in children(above, "prep") if child.i < verb.i]
    along = [inner for child in spots if child.lower_ == "along" for inner in children(child, "prep")]
    together = [child for child in spots if any(part.lower_ == "together" for part in children(child, "advmod"))]
    joined = [child for child in (*along, *together) if child.lower_ == "with"]
    return [found for child in joined for found in children(child, "pobj")]


def _lent_subject(verb: Token, depth: int) -> list[Token]:
    head, dep = verb.head, verb.dep_
    if dep == "xcomp":
        return [] if head.lemma_ in others_deeds() and children(head, "dobj") else _controller(head, depth)
    if _stands(verb):
        return surface_subject(head, depth)
    if dep in {"acl", "amod"} or (dep == "relcl" and _has_to(verb)):  # "ways **to deepen** cooperation"
        return _of_noun(verb, depth)
    if dep == "pcomp" and head.pos_ in {"ADP", "SCONJ"}:
        return _through_preposition(head, depth)
    if dep == "advcl" and (own := _gerund_subject(verb)) is not None:
        return coordinated([own])
    if dep == "advcl" and _has_to(verb) and is_passive(verb) and (asked := _addressed(head)):
        return asked
    if dep in {"conj", "advcl", "ccomp", "dep"} and is_verb(head) and not children(verb, "expl"):
        return surface_subject(_finite(head) if dep == "conj" and verb.tag_ in _TENSED else head, depth)
    return _standing_before(verb) if dep in {"ROOT", "ccomp"} else []


def _gerund_subject(verb: Token) -> Token | None:
    """Give who does it in "objects to **Chad** joining", which the parser takes for what Chad is told of."""
    if verb.tag_ != "VBG" or verb.left_edge != verb or verb.i <= verb.sent.start:
        return None
    before = verb.nbor(-1)
    if before.pos_ != "PROPN" or before.dep_ != "pobj" or before.right_edge != before or before.head.head != verb.head:
        return None
    slot = before.head.lower_
    return before if slot in _BEFORE_GERUNDS or f"{verb.head.lemma_} {slot}" in _GERUNDS_AFTER else None


def _finite(verb: Token) -> Token:
    """Climb from an infinitive that a tensed verb cannot be joined to: "urged officers to join and **called** ..."."""
    while any(child.tag_ == "TO" for child in verb.children) and is_verb(verb.head) and verb.head != verb:
        verb = verb.head
    return verb


def _standing_before(verb: Token) -> list[Token]:
    """Give the noun right before a finite verb that the parser hung elsewhere ("According to X, **Y** have argued")."""
    if verb.tag_ in {"VB", "VBG", "VBN"} and not children(verb, "aux"):
        return []
    own = [child.i for child in verb.children if child.dep_ in {"aux", "auxpass", "advmod", "neg"} and child.i < verb.i]
    first = min([*own, verb.i])
    before = verb.doc[first - 1] if first > verb.sent.start else verb
    found = [before] if before.pos_ in {"NOUN", "PROPN", "PRON"} else []
    if found and before.dep_ == "conj" and children(before.head, "cc"):
        found.insert(0, before.head)
    return found


def _controller(verb: Token, depth: int) -> list[Token]:
    """Give the subject of a verb's complement: its object where it controls, else its own subject."""
    objects = children(verb, "dobj", "dative")
    if objects and verb.lemma_ in object_control():
        return coordinated(objects)
    addressed = _addressed(verb)
    if addressed:
        return addressed
    if verb.pos_ in {"ADJ", "NOUN"}:
        return surface_subject(verb.head, depth)
    return surface_subject(verb, depth)


def _addressed(verb: Token) -> list[Token]:
    """Give who is to do it where a preposition says so: "called on **Iran** to go", "asked **for it** to be left"."""
    slots = (one for one in children(verb, "prep") if f"{verb.lemma_} {one.lower_}" in object_control())
    return next((coordinated(children(one, "pobj")) for one in slots), [])


def _of_noun(verb: Token, depth: int) -> list[Token]:
    """Give the subject of a clause that modifies a noun: the noun, or who has it ("Japan's attempt to expand")."""
    if _is_headline(verb):
        return coordinated([verb.head])
    noun = verb.head
    return possessor(noun, depth) if _has_to(verb) and not _acts_itself(noun) else [noun]


def _acts_itself(noun: Token) -> bool:
    """Tell whether a noun does what an infinitive behind it says: "sent **soldiers** to guard the border"."""
    return noun.dep_ not in {"attr", "oprd"} and noun.lemma_.lower() in doing()


def _has_to(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.children)


def _is_headline(verb: Token) -> bool:
    """Tell "UN **chief** to visit China", where the noun is all that stands before the infinitive."""
    infinitive = verb.dep_ in {"acl", "relcl"} and _has_to(verb)
    return infinitive and verb.head.dep_ == "ROOT" and ":" not in verb.doc[verb.head.i : verb.i].text


def possessor(noun: Token, depth: int = 0) -> list[Token]:
    """Give who has a noun: its possessive, else the subject of the verb whose object it is."""
    owners = children(noun, "poss")
    if owners:
        return coordinated(owners)
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ in _AIMS:
        verb = verb.head  # "agreed **on** ways to", "**in** a bid to"
    if noun.dep_ == "dobj" and verb.lemma_ in others_deeds():
        return []
    if depth <= _MAX_DEPTH and is_verb(verb) and noun.dep_ in {"dobj", "attr", "nsubjpass", "pobj"}:
        return agents(verb, depth + 1) if is_passive(verb) else surface_subject(verb, depth + 1)
    return []


def _through_preposition(preposition: Token, depth: int) -> list[Token]:
    """Give the subject of a gerund after a preposition: "accused **X** of arming", "**X** insists on leaving"."""
    head = preposition.head
    while head.dep_ == "pobj" and not children(head, "poss") and not is_verb(head):
        head = head.head.head  # "in addition to threatening": the noun is only part of the conjunction
    if head.pos_ == "ADJ" and is_verb(head.head):
        return surface_subject(head.head, depth)  # "**X** is close to signing"
    if not is_verb(head):
        return possessor(head, depth)
    if head.lemma_ in object_control() and preposition.lower_ in {"of", "from", "for", "into", "to", "against"}:
        controlled = objects(head, depth)
        if controlled:
            return controlled
    return surface_subject(head, depth)


def agents(verb: Token, depth: int = 0) -> list[Token]:
    """Give who does it: the subject, or the by-phrase of a passive."""
    if is_passive(verb):
        by = [found for child in children(verb, "agent") for found in children(child, "pobj")]
        by += [found for found in prepositional(verb, "by") if not by]
        return coordinated(by) or _hyphenated(verb) or _misplaced_agents(verb)
    return surface_subject(verb, depth)


def _misplaced_agents(verb: Token) -> list[Token]:
    """Give the doer that the parser hung on another noun: "was supplied with helicopters by **Russia**"."""
    below = [one for child in children(verb, "prep") if child.i > verb.i for one in children(child, "pobj")]
    held = [found for one in _kept(verb) for found in prepositional(one, "by")]
    return held or [found for one in below if one.tag_ == "NNS" for found in prepositional(one, "by")]


def _hyphenated(verb: Token) -> list[Token]:
    """Give the doer in "US-led coalition"."""
    if verb.dep_ != "amod":
        return []
    found = [child for child in verb.children if child.dep_ in {"npadvmod", "amod", "compound", "nmod", "advmod"}]
    return [child for child in found if child.i < verb.i and child.i + 1 < verb.i and verb.doc[verb.i - 1].text == "-"]


def objects(verb: Token, depth: int = 0) -> list[Token]:
    """Give whom or what it is done to: the object, the subject of a passive, what a relative clause is about."""
    if is_passive(verb):
        return coordinated(_kept(verb)) or surface_subject(verb, depth)
    own = [antecedent(token) for token in children(verb, "dobj")] or _bare_names(verb)
    return coordinated(own) or _gap(verb) or _shared_object(verb)


def _kept(verb: Token) -> list[Token]:
    return children(verb, "dobj") if verb.lemma_ in ditransitives() else []


def _bare_names(verb: Token) -> list[Token]:
    """Give a name right behind the verb that the parser took for an adverbial ("Turkey backs **Azerbaijan**")."""
    return [
        child
        for child in children(verb, "npadvmod")
        if child.pos_ == "PROPN" and child.left_edge.i == verb.i + 1 and child.ent_type_ != "DATE"
    ]


def _gap(verb: Token) -> list[Token]:
    """Give the noun in "the islands (that) Russia seized"."""
    subjects = children(verb, "nsubj")
    if verb.dep_ != "relcl" or not subjects or subjects[0].tag_ in _RELATIVE_TAGS:
        return []
    if any(child.tag_ in _RELATIVE_TAGS for preposition in children(verb, "prep") for child in preposition.children):
        return []
    return [] if subjects[0].lower_ == "that" else [verb.head]


def _shared_object(verb: Token) -> list[Token]:
    """Give the object in "criticised and **condemned X**" for the first verb too."""
    for child in children(verb, "conj"):
        if is_verb(child) and not children(child, *_SUBJECTS) and child.i - verb.i <= 3:
            return coordinated(children(child, "dobj"))
    return []


def prepositional(token: Token, name: str) -> list[Token]:
    """Give the objects of a preposition below a token; "out of", "away from" go by their first word."""
    return coordinated(antecedent(found) for found in _prepositional(token, name))


def _prepositional(token: Token, name: str) -> Iterator[Token]:
    for child in token.children:
        if _is_ruled_out(child):
            continue
        if child.dep_ in {"prep", "agent", "dative", "prt", "advmod"} and name in ("*", child.lower_):
            yield from children(child, "pobj")
            yield from children(child, "amod") if name == "as" else ()  # "described it as **illegal**"
            yield from _chained(child)
        elif child.dep_ in {"advmod", "acomp", "prt"} and name != "*":  # "closer **to**", "get along **with**"
            yield from (
                found for inner in children(child, "prep") if inner.lower_ == name for found in children(inner, "pobj")
            )
        elif name == "for" and child.dep_ in {"acl", "advcl", "relcl"}:  # "a tool for **X** to coerce"
            marked = [mark for mark in children(child, "mark") if mark.lower_ == "for"]
            yield from children(child, "nsubj") if marked else ()


def _is_ruled_out(preposition: Token) -> bool:
    """Tell what is denied beside something else: "is against nobody, and **not against** Chad"."""
    if preposition.dep_ != "prep" or preposition.i < 2 or preposition.nbor(-1).lower_ != "not":
        return False
    return preposition.nbor(-1).head == preposition or preposition.nbor(-2).lower_ in {"and", ","}


def owner(possessive: Token) -> Token:
    """Give whose something is; a person's country is not his to be it: "Putin, **whose** country is an ally"."""
    who = antecedent(possessive)
    return possessive if who.ent_type_ == "PERSON" and possessive.head.lemma_ in _HOMES else who


def place(verb: Token) -> list[Token]:
    """Give where a relative clause takes place: "**Syria**, where Iran has a base"."""
    where = [child for child in children(verb, "advmod") if child.lower_ == "where" and child.tag_ == "WRB"]
    return [antecedent(child) for child in where] if verb.dep_ == "relcl" else []


def _chained(preposition: Token) -> Iterator[Token]:
    """Give the objects behind a second preposition ("out of **X**", "with X and with **Y**")."""
    for inner in children(preposition, "prep", "conj"):
        if inner.dep_ == "prep" or inner.lower_ == preposition.lower_:
            yield from children(inner, "pobj")


def indirect_objects(verb: Token) -> list[Token]:
    """Give the receiver: "gave **Japan** missiles", "gave missiles to **Japan**"."""
    bare = [child for child in children(verb, "dative") if child.pos_ != "ADP"]
    if is_passive(verb) and _kept(verb):
        return surface_subject(verb)
    return coordinated(bare) or prepositional(verb, "to")


def particle(verb: Token) -> str:
    """Give the particle of a phrasal verb, empty where there is none."""
    found = children(verb, "prt")
    return found[0].lower_ if found else ""
