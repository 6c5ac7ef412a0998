/// Service discovery: instances of a service make themselves known by a [ServiceRegistry], callers
/// find them by a [ServiceDirectory], which spreads their calls by a [Balancer].
///
/// It is a group whose members say where they are and how busy. An instance whose session ends is
/// out; callers that have no connection go on with the instances they know.
package paddock.client.recipe.discovery;
