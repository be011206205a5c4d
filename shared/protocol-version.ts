/**
 * The number of the wire (protocol.ts). A change of it is one commit: schema, both sides, this number and a line of history.
 * It stands alone, so that pages can know it without the schemas.
 * 1: hello, live frames, baskets, orders, console.
 * 2: selling paused: its refusal, its mark on the stream, what a console reads of it and the command that ends it.
 * 3: live video: what is on the air, watching it, broadcasting it, and the key of a program that broadcasts.
 * 4: playlists of the broadcast, a playlist elsewhere, and the switch that records.
 * 5: after the sale: what a parcel or a claim is refused for.
 * 6: pages tell what they have shown.
 * 7: parcels, refunds and claims may be asked for.
 * 8: what an order would cost may be asked for.
 * 9: a console is told who watches through other servers.
 * 10: vouchers and promotions; the channel of adds and orders.
 * 11: the console sets what sending costs.
 * 12: streams that also sell abroad.
 * 13: vouchers have codes that buyers type, and can be changed.
 * 14: waiting lists: joining and leaving one, offers in the cart, who waits on the floor.
 * 15: pages tell whose link brought them.
 * 16: why there is no live video, HLS or recording is one of a list of words, so that a screen can say it in its language.
 * 17: a stream whose host is drawn says so, as the demo's does.
 * 18: who sends what is no JSON is told so before the line is closed.
 * 19: a console is told at once when its rights are others; floor prices are told to those who may know them.
 * 20: a console is told that codes of vouchers are being guessed.
 * 21: what newcomers and unpaid orders may keep is bounded: three refusals, and the command that sets the bounds.
 * 22: a cart that changed and what was never added have refusals of their own; refusals of a field say its range and
 * 23: a key says under which history it was made; whoever comes with one that a restore may have lost is told so, and a
 * 24: pages tell how long their first picture took.
 * 25: cards, items and lines of orders have a second name, for who reads English, where one was given.
 * 26: a buyer is told what it may still add and how long that is reserved; a shelf, what newcomers may still keep.
 * 27: a stream has a page that its host edits: second names of stream and host, what it is about, a cover, its time.
 * 28: what a cart and a flash sale are asked for is called by their names: `cart:add`, `flash-sale:start`.
 * 29: the origin of a card has a second name, for who reads English, where one was given.
 * 30: a hello says up to where its answers go, so that a node that has read less reads on first.
 * 31: an order has a reference beside its number, which no other order of the shop has.
 * 32: a planned stream without amounts may sell in another currency; a product of another one is refused.
 * 33: who comes too early for a flash sale is told by how much, and the same key is judged again.
 * 34: what is held at list price can be taken at a flash price, and an order of it asks first.
 * 35: what newcomers may keep is judged by their network; a quote says of each way to pay what stands in its way.
 * 36: a host releases cash orders of new buyers; the console is told what of them alarms and is barred.
 * 37: an order says since when its buyer has been watching; a release may leave those who had watched for a minute.
 * 38: where a stream reserves nothing, an add is judged and not written: pages keep the cart.
 * 39: a claim may name a sentence and photos that were kept before, and be withdrawn.
 * 40: the page of a stream may have a picture of its host, who is seen until it begins.
 * 41: an order may go to another address until it is packed.
 * 42: lines of an order say the days that were promised: by when they ship, and about when they come.
 * 43: pages are told how many have just bought what.
 * 44: lines of orders say on what terms they may be returned.
 * 45: an amount of an order's line is given back, and says who bears it; a refund may say why.
 * 46: a host sets how long a stream reserves and waits for payment, how many pins it has, and its price guard.
 * 47: a stream has a sales target and a planned length among its terms; the floor's report tells them.
 * 48: an archived product goes into no lineup.
 * 49: a stream's terms have times that few change, and the shop sets what new streams begin with.
 * 50: the shop cancels an order that is not packed, and the order says why.
 * 51: what is taken at a flash price may be judged by some lines of the cart, those that are to be ordered.
 * 52: an order may have as many private notes as there may be.
 * 53: the shop may limit a buyer: adds, orders and waiting are refused until a day, with a reason and whom to ask.
 * 54: an order that waits for its payment can be paid on delivery instead.
 * 55: a console is told what the stream has sold so far, and what it aims at.
 * 56: a viewer asks the host to show an item; the console is told how many ask.
 * 57: a console is told the how many-th of its buyer an order is, and which acts can still be taken back.
 * 58: an item of the console says how many orders there are of it, and how many are paid.
 * 59: staff give an order another address until it is packed.
 * 60: a stream has a chat, with questions, beside everything else.
 * 61: a change of an announced flash may say that the producer agrees to less than the floor.
 * 62: the desk of a chat says whether anyone can be let write.
 * 63: who wants little data of the chat says so, and is sent what is pinned and answered alone.
 * 64: chapters of a replay may have names, beginnings of their own, or be left out.
 * 65: an answer in words may lead to an item.
 * 66: a quote says which of its parcels have a paid order of the buyer in them.
 * 67: a refund may name several lines of its order.
 * 68: whether a name may be had in a chat is asked before it is used.
 * 69: the desk of a chat is told which lines are gone.
 * 70: who may not write in a chat is told so, and a line of staff has their second name.
 */
export const PROTOCOL_VERSION = 70;
